package dev.lungfish.linux.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.KernelReadings;
import dev.lungfish.core.sleep.SleepReadings.KernelRelease;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelSleepReaderTest {
    @TempDir private Path folder;
    private HostFiles files;

    @BeforeEach
    void begin() {
        files = HostFiles.in(folder);
    }

    @Test
    void readsWhatTheKernelOffers() throws NotARecordException {
        files.file("/sys/power/state", "freeze mem disk\n")
                .file("/sys/power/mem_sleep", "s2idle [deep]\n")
                .file("/proc/sys/kernel/osrelease", "6.1.0-35-amd64\n");

        KernelReadings readings = read();

        assertThat(readings.state().toOptional()).contains(Set.of("freeze", "mem", "disk"));
        assertThat(readings.memorySleep().toOptional())
                .contains(new Choice(List.of("s2idle", "deep"), Optional.of("deep")));
        assertThat(readings.release().toOptional()).contains(new KernelRelease(6, 1));
    }

    @Test
    void takesAnEmptyStateFileForAKernelWithoutSleep() throws NotARecordException {
        files.file("/sys/power/state", "");

        assertThat(read().state().toOptional()).contains(Set.of());
    }

    @Test
    void keepsAWordOfANewerKernel() throws NotARecordException {
        files.file("/sys/power/state", "freeze doze mem\n");

        assertThat(read().state().toOptional()).contains(Set.of("freeze", "doze", "mem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello world", "42", "mem\ndisk\n", "MEM"})
    void refusesAStateFileThatIsNone(String content) throws NotARecordException {
        files.file("/sys/power/state", content);

        assertThat(read().state()).isInstanceOf(Reading.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[s2idle] [deep]", "deeper", "[]"})
    void refusesAMemorySleepFileThatIsNone(String content) throws NotARecordException {
        files.file("/sys/power/mem_sleep", content);

        assertThat(read().memorySleep()).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void findsTheReleaseInTheVersionOfARecordWithoutTheOther() throws NotARecordException {
        files.file(
                "/proc/version",
                "Linux version 3.16.0-4-amd64 (debian-kernel@lists.debian.org) #1 SMP\n");

        assertThat(read().release().toOptional()).contains(new KernelRelease(3, 16));
    }

    private KernelReadings read() throws NotARecordException {
        return new KernelSleepReader(HostTree.recorded(folder)).read();
    }
}
