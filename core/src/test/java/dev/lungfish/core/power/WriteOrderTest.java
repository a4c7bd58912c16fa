package dev.lungfish.core.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.power.Planning.FileChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WriteOrderTest {
    private static final FileChange PREFERENCE =
            new FileChange(CpuSetting.PREFERENCE, "policy0", "/preference", "power");
    private static final FileChange GOVERNOR =
            new FileChange(CpuSetting.GOVERNOR, "policy0", "/governor", "powersave");

    @Test
    void writesTheGovernorBeforeThePreferenceThatItMayLock() {
        assertThat(WriteOrder.sorted(List.of(PREFERENCE, GOVERNOR), _ -> Optional.empty()))
                .containsExactly(GOVERNOR, PREFERENCE);
    }

    @RepeatedTest(50)
    void keepsTheLowestBelowTheHighestAtEachStep(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Map<String, Long> files = new HashMap<>();
        List<FileChange> changes = new ArrayList<>();
        for (int group = 0; group < 8; group++) {
            long now = random.nextLong(1, 10);
            files.put("/min" + group, now);
            files.put("/max" + group, now + random.nextLong(0, 10));
            long wanted = random.nextLong(1, 10);
            changes.add(limit(CpuSetting.MAX_FREQUENCY, "/max", group, wanted + 3));
            changes.add(limit(CpuSetting.MIN_FREQUENCY, "/min", group, wanted));
        }

        List<FileChange> sorted =
                WriteOrder.sorted(
                        changes, path -> Optional.ofNullable(files.get(path)).map(String::valueOf));

        assertThat(sorted).containsExactlyInAnyOrderElementsOf(changes);
        for (FileChange change : sorted) {
            files.put(change.path(), Long.parseLong(change.wanted()));
            for (int group = 0; group < 8; group++) {
                assertThat(files.get("/min" + group))
                        .isLessThanOrEqualTo(files.get("/max" + group));
            }
        }
    }

    private static FileChange limit(CpuSetting setting, String path, int group, long wanted) {
        return new FileChange(setting, "policy" + group, path + group, Long.toString(wanted));
    }
}
