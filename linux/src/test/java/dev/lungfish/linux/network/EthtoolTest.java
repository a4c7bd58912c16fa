package dev.lungfish.linux.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.WakeOnLan;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EthtoolTest {
    @TempDir private Path folder;

    @Test
    void readsRecordedModes() throws NotARecordException {
        Reading<WakeOnLan> answer = recorded("supports=pumbg\nwake-on=d\n");

        assertThat(answer.toOptional())
                .contains(new WakeOnLan(WakeOnLan.modesOfBits(0x2f), WakeOnLan.modesOfBits(0)));
        assertThat(answer.found()).isEqualTo("supports pumbg, set to d");
    }

    @Test
    void tellsADriverWithoutWakeOnLanFromAnAnswerThatWasRefused() throws NotARecordException {
        assertThat(recorded("error=EOPNOTSUPP\n").toOptional()).contains(WakeOnLan.none());
        assertThat(recorded("error=EPERM\n")).isInstanceOf(Reading.Denied.class);
        assertThat(recorded("error=ENODEV (no such interface)\n"))
                .isInstanceOf(Reading.Failed.class);
    }

    @Test
    void takesAMissingFileForNotRecorded() throws NotARecordException {
        HostFiles files = HostFiles.in(folder);

        assertThat(new RecordedEthtool(HostTree.recorded(files.root())).wakeOnLan("eth0"))
                .isInstanceOf(Reading.Absent.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "supports=pumbg\n",
                "supports=pumbg\nwake-on=xyz\n",
                "wake-on=g\n",
                "Supports Wake-on: g",
                "\0\1\2"
            })
    void findsAbsurdRecordsMalformed(String content) throws NotARecordException {
        assertThat(recorded(content)).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void readsBackWhatItWrote() throws NotARecordException {
        WakeOnLan modes =
                new WakeOnLan(WakeOnLan.modesOfLetters("pg"), WakeOnLan.modesOfLetters("g"));
        for (Reading<WakeOnLan> answer :
                List.<Reading<WakeOnLan>>of(
                        new Reading.Present<>("ioctl", modes, ""),
                        new Reading.Present<>("ioctl", WakeOnLan.none(), ""),
                        new Reading.Denied<>("ioctl", "needs root"),
                        new Reading.Failed<>("ioctl", "ENODEV\nand more"))) {
            Reading<WakeOnLan> again = recorded(EthtoolRecord.format(answer).orElseThrow());

            assertThat(again.getClass()).isEqualTo(answer.getClass());
            assertThat(again.toOptional()).isEqualTo(answer.toOptional());
        }
        assertThat(EthtoolRecord.format(new Reading.Absent<>("eth0"))).isEmpty();
    }

    @Test
    void refusesANameThatTheKernelCannotHold() {
        assertThat(new LiveEthtool().wakeOnLan("a-name-of-sixteen"))
                .isInstanceOf(Reading.Malformed.class);
        assertThat(new LiveEthtool().wakeOnLan("")).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void hearsFromTheKernelThatAnInterfaceDoesNotExist() {
        Reading<WakeOnLan> answer = new LiveEthtool().wakeOnLan("none0");

        assertThat(answer.broken()).isTrue();
        assertThat(answer.found()).containsAnyOf("ENODEV", "EPERM");
    }

    private Reading<WakeOnLan> recorded(String content) throws NotARecordException {
        HostFiles files = HostFiles.in(folder).file(EthtoolRecord.path("eth0"), content);
        return new RecordedEthtool(HostTree.recorded(files.root())).wakeOnLan("eth0");
    }
}
