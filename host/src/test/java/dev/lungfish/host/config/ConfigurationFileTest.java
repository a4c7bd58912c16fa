package dev.lungfish.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
                "xyz = 1 | unknown 'xyz', known: sleep",
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
