package dev.lungfish.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.Inhibitor;
import dev.lungfish.core.sleep.SleepReadings.LogindAnswer;
import dev.lungfish.core.sleep.SleepReadings.LogindReadings;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedLogindTest {
    @TempDir Path folder;
    private HostFiles files;

    @BeforeEach
    void makeAnEmptyHost() {
        files = HostFiles.in(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "logind-says-na, NOT_AVAILABLE",
        "logind-says-no, NO",
        "logind-says-challenge, CHALLENGE",
        "logind-says-inhibited, INHIBITED"
    })
    void readsTheAnswersOfARecordedMachine(String machine, LogindAnswer answer)
            throws NotARecordException {
        HostTree tree = HostTree.recorded(RecordedMachines.named(machine).path());

        assertThat(Logind.of(tree).read().canSuspend().toOptional()).contains(answer);
    }

    @Test
    void isAbsentWhereTheRecordHasNone() throws NotARecordException {
        LogindReadings readings = read();

        assertThat(readings.canSuspend()).isInstanceOf(Reading.Absent.class);
        assertThat(readings.inhibitors()).isInstanceOf(Reading.Absent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "yes\nno\n", "\0"})
    void takesAFileWithoutAWordForMalformed(String content) throws NotARecordException {
        files.file("/services/logind/CanSuspend", content);

        assertThat(read().canSuspend()).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void readsBackTheInhibitorsThatItFormats() throws NotARecordException {
        List<Inhibitor> inhibitors =
                List.of(
                        new Inhibitor("sleep", "a\tb", "c\\d\\te\nf", "delay", 0, 4294967295L),
                        new Inhibitor("idle:sleep", "", "", "block-weak", 1000, 7));
        files.file("/services/logind/inhibitors", LogindText.format(inhibitors));

        assertThat(read().inhibitors().toOptional()).contains(inhibitors);
    }

    @Test
    void takesAnEmptyListForNoInhibitors() throws NotARecordException {
        files.file("/services/logind/inhibitors", "");

        assertThat(read().inhibitors().toOptional()).contains(List.of());
        assertThat(read().inhibitors().found()).isEqualTo("no inhibitors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep",
                "sleep\twho\twhy\tblock\t-1\t7",
                "sleep\twho\twhy\tblock\t0\t4294967296",
                "sleep\twho\twhy\tblock\t0\t7\tmore"
            })
    void takesALineThatIsNoInhibitorForMalformed(String line) throws NotARecordException {
        files.file("/services/logind/inhibitors", line);

        assertThat(read().inhibitors()).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void showsNoControlCharacters() throws NotARecordException {
        files.file("/services/logind/inhibitors", "sleep\t\u001b[31mred\twhy\tblock\t0\t7\n");
        files.file("/services/logind/CanSuspend", "yes\u001b[31m");

        assertThat(read().inhibitors().found()).contains("\\x1b[31mred");
        assertThat(read().canSuspend().found()).isEqualTo("yes\\x1b[31m");
    }

    private LogindReadings read() throws NotARecordException {
        return Logind.of(HostTree.recorded(folder)).read();
    }
}
