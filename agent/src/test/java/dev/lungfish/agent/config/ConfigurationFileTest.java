package dev.lungfish.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.procedure.request.ProcedureSettings.UnprovedPolicy;
import dev.lungfish.core.sleep.SleepReadings.AdministratorPolicy;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationFileTest {
    private static final String USUAL = ConfigurationFile.USUAL_PLACE;

    @TempDir private Path folder;
    private HostFiles files;

    @BeforeEach
    void begin() {
        files = HostFiles.in(folder);
    }

    @Test
    void reliesOnNoFileThatOthersCanChange() throws Exception {
        Path file = Files.writeString(folder.resolve("own.toml"), "[sleep]\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(problemOf(file)).contains("mode 0666", "chmod go-w " + file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Path above = Files.createDirectory(folder.resolve("above"));
        Path below = Files.move(file, above.resolve("own.toml"));
        Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThat(problemOf(below)).contains("mode 0775", "chmod go-w " + above);

        Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
        ConfigurationFile.read(HostTree.live(), Optional.of(below));
    }

    private static String problemOf(Path file) {
        return catchThrowableOfType(
                        ConfigurationException.class,
                        () -> ConfigurationFile.read(HostTree.live(), Optional.of(file)))
                .problems()
                .stream()
                .map(ReasonText::sentence)
                .collect(Collectors.joining());
    }

    @Test
    void forbidsNothingWithoutAFile() throws Exception {
        assertThat(read().policy().forbidden()).isEmpty();
    }

    @Test
    void forbidsNothingInAnEmptyFile() throws Exception {
        files.file(USUAL, "# nothing\n[sleep]\n");

        assertThat(read().policy().forbidden()).isEmpty();
    }

    @Test
    void forbidsTheStatesThatAreListed() throws Exception {
        files.file(USUAL, "[sleep]\nforbid = [\"suspend-to-disk\", \"hybrid\"]\n");

        assertThat(read().policy().forbidden())
                .containsExactlyInAnyOrder(SleepState.SUSPEND_TO_DISK, SleepState.HYBRID);
        assertThat(read().policy().source()).isEqualTo(USUAL);
    }

    @Test
    void hasBoundsWithoutAFile() throws Exception {
        assertThat(read())
                .isEqualTo(
                        new Configuration(
                                AdministratorPolicy.allowsAll(),
                                ProcedureSettings.usual(),
                                Duration.ofSeconds(5),
                                EarlyWakePolicy.STAY,
                                DaemonConfiguration.usual(),
                                WakeConfiguration.usual(),
                                PowerConfiguration.usual(),
                                GuestsConfiguration.usual(),
                                HooksConfiguration.usual(),
                                RelayConfiguration.usual()));
    }

    @Test
    void takesEachBoundFromItsKey() throws Exception {
        files.file(
                USUAL,
                """
                [sleep]
                delay = "1s"
                shortest = "2s"
                longest = "P3D"
                longest_delay = "4min"
                [wake]
                on_early_wake = "resleep"
                rtc_test_validity = "5d"
                longest_nap = "6h"
                memory_lead = "7s"
                image_lead = "8s"
                early_tolerance = "9s"
                memory_late_tolerance = "10s"
                image_late_tolerance = "11s"
                foreign_alarm_stay = "12s"
                proof_validity = "14d"
                unproved = "refuse"
                most_early_wakes = 13
                """);

        assertThat(read())
                .isEqualTo(
                        new Configuration(
                                new AdministratorPolicy(Set.of(), USUAL),
                                new ProcedureSettings(
                                        Duration.ofSeconds(2),
                                        Duration.ofDays(3),
                                        Duration.ofMinutes(4),
                                        Duration.ofDays(5),
                                        Duration.ofHours(6),
                                        Duration.ofSeconds(7),
                                        Duration.ofSeconds(8),
                                        Duration.ofSeconds(9),
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(11),
                                        Duration.ofSeconds(12),
                                        Duration.ofDays(14),
                                        UnprovedPolicy.REFUSE,
                                        13),
                                Duration.ofSeconds(1),
                                EarlyWakePolicy.RESLEEP,
                                DaemonConfiguration.usual(),
                                WakeConfiguration.usual(),
                                PowerConfiguration.usual(),
                                GuestsConfiguration.usual(),
                                HooksConfiguration.usual(),
                                RelayConfiguration.usual()));
    }

    @Test
    void takesTheNamedFileInPlaceOfTheUsualOne() throws Exception {
        files.file(USUAL, "[sleep]\nforbid = [\"hybrid\"]\n").file("/mine.toml", "");

        assertThat(
                        ConfigurationFile.read(tree(), Optional.of(files.at("/mine.toml")))
                                .policy()
                                .forbidden())
                .isEmpty();
    }

    @Test
    void reportsAllProblemsAtOnceInTheOrderOfTheFile() {
        files.file(
                USUAL,
                """
                [sleeep]
                [sleep]
                forbit = []
                forbid = ["suspend-to-dsik", 7]
                """);

        assertThat(refusal().problems())
                .extracting(Problem::toString)
                .containsExactly(
                        USUAL + ":1:1: unknown 'sleeep', did you mean 'sleep'?",
                        USUAL + ":3:1: unknown 'sleep.forbit', did you mean 'forbid'?",
                        USUAL
                                + ":4:11: no sleep state 'suspend-to-dsik', did you mean"
                                + " 'suspend-to-disk'?",
                        USUAL
                                + ":4:30: a sleep state in quotes expected, one of suspend-to-idle,"
                                + " standby, suspend-to-ram, suspend-to-disk, hybrid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "sleep = 3 | 'sleep' is a table: [sleep]",
                "sleep.forbid = 'hybrid' | 'sleep.forbid' is a list of sleep states",
                "what is this | not TOML",
                "[sleep | not TOML",
                "xyz = 1 | unknown 'xyz', known: sleep, wake",
                "wake = 3 | 'wake' is a table: [wake]",
                "sleep.delay = 5 | 'sleep.delay': a duration in quotes expected",
                "sleep.delay = true | 'sleep.delay': a duration in quotes expected, like",
                "sleep.delay = '60' | 'sleep.delay': '60' has no unit: say 60s",
                "sleep.delay = '2d' | more than 'sleep.longest_delay', which is 1 d",
                "sleep.delai = '5s' | unknown 'sleep.delai', did you mean 'delay'?",
                "sleep.longest = '30s' | 'sleep.longest': less than 'sleep.shortest', which is 1"
                        + " min",
                "sleep.shortest = '0s' | between 1 s and 3660 d expected, found 0s",
                "wake.memory_lead = '2h' | 'wake.memory_lead': between 1 s and 1 h expected",
                "wake.most_early_wakes = -1 | a whole number between 0 and 1000 expected",
                "wake.on_early_wake = 'slep' | no 'slep', known: stay, resleep",
                "wake.on_early_wake = 7 | one of stay, resleep in quotes expected",
                "wake.longest_nap = 'soon' | 'soon' is no duration",
            })
    void saysWhatIsWrongAndWhatIsAllowed(String text, String problem) {
        files.file(USUAL, text);

        assertThat(refusal()).hasMessageContaining(problem).hasMessageContaining(USUAL + ":1:");
    }

    @Test
    void refusesBinaryContentADirectoryAndAMissingNamedFile() {
        files.file(USUAL, new byte[] {0, 1, (byte) 0xff});
        assertThat(refusal())
                .hasMessage(USUAL + ": malformed: binary content where text should be");

        assertThat(refusalOf(folder)).hasMessage(folder + ": is a directory");
        assertThat(refusalOf(folder.resolve("nowhere")))
                .hasMessage(folder.resolve("nowhere") + ": does not exist");
    }

    @Test
    void refusesANamedFileThatIsBinaryOrTooLong() {
        files.file("/binary", new byte[] {(byte) 0xff, (byte) 0xfe})
                .file("/long", " ".repeat(1024 * 1024 + 1));

        assertThat(refusalOf(files.at("/binary"))).hasMessageContaining("binary content");
        assertThat(refusalOf(files.at("/long"))).hasMessageContaining("longer than 1048576 bytes");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void doesNotWaitForADevice() {
        assertThat(refusalOf(Path.of("/dev/zero"))).hasMessageContaining("is not a regular file");
    }

    private ConfigurationException refusal() {
        return catchThrowableOfType(ConfigurationException.class, this::read);
    }

    private ConfigurationException refusalOf(Path named) {
        return catchThrowableOfType(
                ConfigurationException.class,
                () -> ConfigurationFile.read(tree(), Optional.of(named)));
    }

    private Configuration read() throws ConfigurationException, NotARecordException {
        return ConfigurationFile.read(tree(), Optional.empty());
    }

    private HostTree tree() throws NotARecordException {
        return HostTree.recorded(folder);
    }
}
