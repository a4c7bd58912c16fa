package dev.lungfish.linux.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.PmUtilsReadings;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.runtime.clock.Patience;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PmUtilsTest {
    private static final Patience LONG = Patience.once(Duration.ofSeconds(30));

    @TempDir Path folder;

    @Nested
    class Installed {
        @Test
        void takesTheExitCodeForTheAnswer() throws IOException {
            PmUtilsReadings readings =
                    ask("[ \"$1\" = --suspend ] || [ \"$1\" = --suspend-hybrid ]", LONG);

            assertThat(readings.suspend().toOptional()).contains(true);
            assertThat(readings.hibernate().toOptional()).contains(false);
            assertThat(readings.suspendHybrid().toOptional()).contains(true);
            assertThat(readings.hibernate().source()).isEqualTo("pm-is-supported --hibernate");
        }

        @Test
        void isAbsentWhereItIsNotInstalled() {
            PmUtilsReadings readings =
                    new InstalledPmUtils(folder.resolve("pm-is-supported"), LONG).read();

            assertThat(List.of(readings.suspend(), readings.hibernate(), readings.suspendHybrid()))
                    .hasOnlyElementsOfType(Reading.Absent.class);
        }

        @Test
        void putsItsQuestionsAtTheSameTime() throws IOException {
            PmUtilsReadings readings =
                    ask(
                            """
                            touch "$0$1"
                            while ! [ -e "$0--suspend" ] || ! [ -e "$0--hibernate" ] \
                                || ! [ -e "$0--suspend-hybrid" ]
                            do :; done
                            """,
                            LONG);

            assertThat(readings.suspend().toOptional()).contains(true);
            assertThat(readings.suspendHybrid().toOptional()).contains(true);
        }

        @Test
        void killsAProgramThatNeverAnswersWithAllThatItStarted() throws Exception {
            PmUtilsReadings readings =
                    ask(
                            "sleep 1000 & echo $! > \"$0$1\"; wait",
                            Patience.once(Duration.ofSeconds(2)));

            assertThat(readings.suspend())
                    .isInstanceOf(Reading.Failed.class)
                    .extracting(Reading::found)
                    .asString()
                    .contains("no answer within 2 s");
            for (String option : List.of("--suspend", "--hibernate", "--suspend-hybrid")) {
                Path noted = folder.resolve("pm-is-supported" + option);
                long child = Long.parseLong(Files.readString(noted).strip());
                assertThat(ends(child)).as(option).isTrue();
            }
        }

        @Test
        void readsNothingOfWhatTheProgramSays() throws IOException {
            PmUtilsReadings readings =
                    ask("head -c 10000000 /dev/zero; head -c 1000000 /dev/zero >&2", LONG);

            assertThat(readings.suspend().toOptional()).contains(true);
        }

        @Test
        void takesAnyOtherExitCodeForMalformed() throws IOException {
            assertThat(ask("exit 127", LONG).suspend())
                    .isInstanceOf(Reading.Malformed.class)
                    .extracting(Reading::found)
                    .asString()
                    .contains("found 127");
        }

        @Test
        void failsWhereTheProgramCannotBeStarted() throws IOException {
            Path program = Files.createFile(folder.resolve("pm-is-supported"));

            assertThat(new InstalledPmUtils(program, LONG).read().suspend())
                    .isInstanceOf(Reading.Failed.class);
        }

        @Test
        @NeedsProgram(value = "/usr/bin/pm-is-supported", install = "pm-utils")
        void asksTheRealProgram() {
            PmUtilsReadings readings = PmUtils.of(HostTree.live()).read();

            assertThat(List.of(readings.suspend(), readings.hibernate(), readings.suspendHybrid()))
                    .hasOnlyElementsOfType(Reading.Present.class);
        }

        private PmUtilsReadings ask(String script, Patience patience) throws IOException {
            Path program = folder.resolve("pm-is-supported");
            Files.writeString(program, "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
            return new InstalledPmUtils(program, patience).read();
        }

        private static boolean ends(long process) throws Exception {
            Optional<ProcessHandle> handle = ProcessHandle.of(process);
            if (handle.isPresent()) {
                handle.get().onExit().get(30, TimeUnit.SECONDS);
            }
            return true;
        }
    }

    @Nested
    class Recorded {
        @Test
        void readsYesAndNo() throws NotARecordException {
            HostFiles.in(folder)
                    .file("/services/pm-is-supported/suspend", "yes\n")
                    .file("/services/pm-is-supported/hibernate", "no\n");

            PmUtilsReadings readings = read();

            assertThat(readings.suspend().toOptional()).contains(true);
            assertThat(readings.hibernate().toOptional()).contains(false);
            assertThat(readings.suspendHybrid()).isInstanceOf(Reading.Absent.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "maybe", "YES", "yes\nyes"})
        void takesAnotherWordForMalformed(String content) throws NotARecordException {
            HostFiles.in(folder).file("/services/pm-is-supported/suspend", content);

            assertThat(read().suspend()).isInstanceOf(Reading.Malformed.class);
        }

        private PmUtilsReadings read() throws NotARecordException {
            return PmUtils.of(HostTree.recorded(folder)).read();
        }
    }
}
