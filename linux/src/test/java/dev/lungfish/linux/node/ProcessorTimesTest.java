package dev.lungfish.linux.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTimesTest {
    @TempDir private Path folder;

    @Test
    void addsWhatBelongsTogether() throws NotARecordException {
        stat("cpu  10 2 30 400 5 6 7 8 9 1\ncpu0 1 0 1 1 1 0 0 0 0 0\n");

        assertThat(ProcessorTimes.ofAll(tree()).toOptional().orElseThrow())
                .contains(
                        new ProcessorTimes(
                                Duration.ofMillis(430),
                                Duration.ofMillis(120),
                                Duration.ofSeconds(4),
                                Duration.ofMillis(50)));
    }

    @Test
    void tellsOneProcessorFromAnotherWithALongerNumber() throws NotARecordException {
        stat("cpu  0 0 0 0\ncpu10 0 0 0 10\ncpu1 0 0 0 1\n");

        assertThat(ProcessorTimes.ofOne(tree(), 1).toOptional().orElseThrow())
                .map(ProcessorTimes::idle)
                .contains(Duration.ofMillis(10));
    }

    @Test
    void hasNoneOfAProcessorThatIsOffline() throws NotARecordException {
        stat("cpu  0 0 0 0\ncpu0 0 0 0 10\n");

        assertThat(ProcessorTimes.ofOne(tree(), 1).toOptional()).contains(Optional.empty());
    }

    @Test
    void takesCountsThatAreNoneForMalformed() throws NotARecordException {
        stat("cpu  0 0 many 0\n");

        assertThat(ProcessorTimes.ofAll(tree()))
                .isInstanceOfSatisfying(
                        Reading.Malformed.class,
                        bad -> assertThat(bad.problem()).contains("'many'"));
    }

    private void stat(String text) {
        HostFiles.in(folder).file(ProcessorTimes.SOURCE, text);
    }

    private HostTree tree() throws NotARecordException {
        return HostTree.recorded(folder);
    }
}
