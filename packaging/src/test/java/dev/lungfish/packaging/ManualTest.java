package dev.lungfish.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.ExitCode;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What a person reads and what a shell completes is what the command takes.
class ManualTest {
    @TempDir private static Path folder;

    private static final List<CommandSpec> COMMANDS = all(Manual.model().getCommandSpec()).toList();

    @BeforeAll
    static void write() throws IOException {
        Manual.write(folder);
    }

    private static Stream<CommandSpec> all(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(below -> !below.usageMessage().hidden())
                        .flatMap(ManualTest::all));
    }

    @Test
    void hasAPageForEachCommandWithAllItsOptionsAndExitCodes() throws IOException {
        assertThat(COMMANDS).hasSizeGreaterThan(20);
        for (CommandSpec command : COMMANDS) {
            String page = page(command);
            assertThat(page).contains("\n" + command.qualifiedName("-") + " - ");
            for (OptionSpec option : command.options()) {
                assertThat(page).contains("*" + option.longestName() + "*");
            }
            for (ExitCode code : ExitCode.values()) {
                assertThat(page).contains("*%d*::".formatted(code.number()));
            }
        }
    }

    @Test
    void saysInOneLineWhatACommandIsFor() {
        assertThat(COMMANDS)
                .extracting(Manual::inShort)
                .allSatisfy(line -> assertThat(line).isNotBlank().hasSizeLessThan(150))
                .doesNotHaveDuplicates();
    }

    @Test
    @NeedsProgram(value = "asciidoctor", install = "asciidoctor")
    void isUnderstoodByWhatMakesPagesOfIt() throws IOException, InterruptedException {
        Path written = folder.resolve("pages");
        List<String> words =
                List.of("asciidoctor", "-b", "manpage", "--failure-level=WARN", "-D", written + "");
        List<String> pages;
        try (Stream<Path> files = Files.list(folder.resolve("man"))) {
            pages = files.map(Path::toString).toList();
        }
        Run run = Run.of(Stream.concat(words.stream(), pages.stream()).toList());

        assertThat(run.output()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(Files.readString(written.resolve("lungfish-suspend.1")))
                .contains(".TH \"LUNGFISH\\-SUSPEND\" \"1\"");
    }

    @Test
    void completesEachCommandAndOptionInBashAndFish() throws IOException, InterruptedException {
        Path bash = folder.resolve("completions/lungfish");
        String completions = Files.readString(bash);
        List<String> fish = Files.readAllLines(folder.resolve("completions/lungfish.fish"));

        for (CommandSpec command : COMMANDS) {
            for (OptionSpec option : command.options()) {
                String name = option.longestName();
                assertThat(completions).contains(name);
                assertThat(fish)
                        .anySatisfy(
                                line -> assertThat(line).contains("-l " + name.substring(2) + " "));
            }
        }
        assertThat(Run.of(List.of("bash", "-n", bash.toString()))).isEqualTo(new Run(0, ""));
    }

    @Test
    void completesWhatWasBegun() throws IOException, InterruptedException {
        String completed =
                Run.of(
                                List.of(
                                        "bash",
                                        "-c",
                                        """
                                        source "$1"
                                        COMP_WORDS=(lungfish sus) COMP_CWORD=1
                                        # No shell completes here, so it has no options.
                                        compopt() { :; }
                                        _complete_lungfish
                                        printf '%s\\n' "${COMPREPLY[@]}"
                                        """,
                                        "bash",
                                        folder.resolve("completions/lungfish").toString()))
                        .output();

        assertThat(completed.strip()).isEqualTo("suspend");
    }

    /// The names come from the program, which a function stands for here.
    @ParameterizedTest
    @CsvSource({
        "wake|o, hosts:one",
        "wake --via|o, hosts:one",
        "prove --json --via|o, hosts:one",
        "--connect|o, daemons:one",
        "wol|o, nics:one",
        "wake-devices --off|o, devices:one",
        "cpu profile|o, profiles:one",
        "cpu --root /tmp profile|o, profiles:one",
        "cancel|o, requests:one",
        "wakeup|re, remove",
        "wakeup remove|o, wakeups:one"
    })
    void completesNamesThatTheHostKnows(String begun, String completed)
            throws IOException, InterruptedException {
        String[] words = begun.split("\\|", 2);
        String offered =
                Run.of(
                                List.of(
                                        "bash",
                                        "-c",
                                        """
                                        source "$1"
                                        lungfish() { printf '%s\n' "one $2" two; }
                                        compopt() { :; }
                                        read -ra COMP_WORDS <<<"lungfish $2"
                                        COMP_CWORD=${#COMP_WORDS[@]}
                                        COMP_WORDS+=("$3")
                                        _lungfish_all
                                        printf '%s\n' "${COMPREPLY[@]}"
                                        """,
                                        "bash",
                                        folder.resolve("completions/lungfish").toString(),
                                        words[0],
                                        words[1]))
                        .output();

        assertThat(offered.strip())
                .isEqualTo(
                        completed.contains(":")
                                ? "one\\ " + completed.split(":", 2)[0]
                                : completed);
    }

    private static String page(CommandSpec command) throws IOException {
        return Files.readString(folder.resolve("man", command.qualifiedName("-") + ".adoc"));
    }
}
