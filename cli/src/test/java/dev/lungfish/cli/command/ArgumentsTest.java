package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.testkit.RecordedMachines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What was mistyped is never carried out as something else, nor taken for it.
class ArgumentsTest {
    private static final String LAPTOP =
            RecordedMachines.named("laptop-with-everything-fine").path().toString();

    /// picocli suggests whatever has some letters in common: `--until` brought `--unbounded`.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--unbound",
                "--unbouned",
                "--untill",
                "--ignore-blockers",
                "--ignore",
                "--unboundedly"
            })
    void neverSuggestsAnOptionThatTakesAProtectionAway(String option) {
        Invocation run = Invocation.of("suspend", "mem", option, "06:30");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.all())
                .contains(option)
                .doesNotContain("'--unbounded'?", "'--ignore-blocker'?");
    }

    @ParameterizedTest
    @CsvSource({
        "suspend mem --dealy 5s, --delay",
        "suspend mem --for 1h --dry-rum, --dry-run",
        "docter, doctor",
        "supsend mem, suspend",
        "stats, status"
    })
    void suggestsWhatIsAFewLettersAway(String line, String meant) {
        Invocation run = Invocation.of(line.split(" ", -1));

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"halp", "sleep", "hibernate", "reboot", "stop", "list", "off"})
    void suggestsNothingForAWordOfAnotherProgram(String word) {
        Invocation run = Invocation.of(word);

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(word, "lungfish --help").doesNotContain("did you mean");
    }

    @Test
    void helpsByTheWordAsByTheOption() {
        assertThat(Invocation.of("help")).isEqualTo(Invocation.of("--help"));
        assertThat(Invocation.of("help", "suspend")).isEqualTo(Invocation.of("suspend", "--help"));
        assertThat(Invocation.of("help", "suspend").code()).isEqualTo(ExitCode.OK);
        assertThat(Invocation.of("wakeup", "help")).isEqualTo(Invocation.of("wakeup", "--help"));
        assertThat(Invocation.of("help", "nonsense").code()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--root", "--state", "--config"})
    void refusesWhatHasNoEffectOnAnotherHostsDaemon(String option) {
        for (String command : new String[] {"status", "doctor", "history", "cpu", "cancel"}) {
            Invocation run =
                    Invocation.of(
                            command,
                            option,
                            LAPTOP,
                            "--connect",
                            "lungfish+unix:///system?socket=/none");

            assertThat(run.code()).as(command).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains(option + " has no effect with --connect");
        }
    }

    @Test
    void refusesAStateDirectoryThatIsNotLookedAt() {
        assertThat(Invocation.of("capabilities", "--state", "/none", "--root", LAPTOP).code())
                .isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wakeup",
                "guest",
                "guests:web1",
                "inhibitor:",
                "scrpt:backup",
                "PackageKit"
            })
    void refusesABlockerThatNothingIsNamedLike(String name) {
        Invocation run =
                Invocation.of(
                        "suspend",
                        "mem",
                        "--for",
                        "1h",
                        "--dry-run",
                        "--root",
                        LAPTOP,
                        "--ignore-blocker",
                        name);

        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err())
                .contains("no blocker is named '" + name + "'", "script:NAME", "silent-alarm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wakeups", "silent-alarm", "guest:web1", "inhibitor:PackageKit", "script:a"})
    void ignoresABlockerThatIsNotThereNow(String name) {
        assertThat(
                        Invocation.of(
                                        "suspend",
                                        "mem",
                                        "--for",
                                        "1h",
                                        "--dry-run",
                                        "--root",
                                        LAPTOP,
                                        "--ignore-blocker",
                                        name)
                                .code())
                .isEqualTo(ExitCode.OK);
    }
}
