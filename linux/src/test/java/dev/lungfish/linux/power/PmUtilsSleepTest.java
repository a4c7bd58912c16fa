package dev.lungfish.linux.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.judgement.Answer.Entry;
import dev.lungfish.core.sleep.SleepState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PmUtilsSleepTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"SUSPEND_TO_RAM, pm-suspend", "SUSPEND_TO_DISK, pm-hibernate"})
    void runsTheProgramOfTheState(SleepState state, String program) throws IOException {
        program(program, "exit 0");

        assertThat(sleep(state, LONG)).isEqualTo(new Entry.Succeeded());
    }

    @Test
    void isRefusedWhereTheProgramFails() throws IOException {
        program("pm-suspend", "exit 1");

        assertThat(sleep(SleepState.SUSPEND_TO_RAM, LONG))
                .isEqualTo(
                        new Entry.Refused(
                                folder.resolve("pm-suspend")
                                        + ": exit code 1; /var/log/pm-suspend.log says why",
                                ""));
    }

    @Test
    void doesNotWaitForeverForAProgramThatHangs() throws IOException {
        program("pm-hibernate", "exec sleep 600");

        assertThat(sleep(SleepState.SUSPEND_TO_DISK, Duration.ofSeconds(1)))
                .isEqualTo(
                        new Entry.Hanging(
                                folder.resolve("pm-hibernate")
                                        + ": not back after 1 s of being awake"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPEND_TO_IDLE", "STANDBY", "HYBRID"})
    void refusesWhatPmUtilsCanNotBeTrustedWith(SleepState state) {
        assertThat(sleep(state, LONG)).isInstanceOf(Entry.Refused.class);
    }

    @Test
    void isRefusedWhereItIsNotInstalled() throws IOException {
        assertThat(sleep(SleepState.SUSPEND_TO_RAM, LONG)).isInstanceOf(Entry.Refused.class);
        assertThat(new PmUtilsSleep(folder, Optional.empty()).missing()).isPresent();

        program("pm-suspend", "exit 0");
        assertThat(new PmUtilsSleep(folder, Optional.empty()).missing()).isEmpty();
    }

    private Entry sleep(SleepState state, Duration limit) {
        return new PmUtilsSleep(folder, Optional.of(limit)).enter(state);
    }

    private void program(String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
