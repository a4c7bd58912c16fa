package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.testkit.RecordedMachines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
    private static final Path DOCUMENTS =
            Path.of(System.getProperty("lungfish.checkout", ""), "docs");
    private static final String LADDER = DOCUMENTS.resolve("examples/one-night.toml").toString();

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void tellsTheStoryOfTheNightThatTheDocumentShows() throws IOException {
        ExitCode code =
                run(
                        "--config",
                        LADDER,
                        "policy",
                        "simulate",
                        "--trace",
                        DOCUMENTS.resolve("examples/one-night.csv").toString());

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(Files.readString(DOCUMENTS.resolve("policy.md")))
                .contains("\n```text\n" + out.toString(UTF_8) + "```\n");
    }

    @Test
    void explainsWithoutADaemonWhatAFirstLookTells() {
        assertThat(run("--config", LADDER, "policy", "explain")).isEqualTo(ExitCode.OK);
        assertThat(out.toString(UTF_8))
                .containsPattern("^Rule '(day|night)' holds: profile (balanced|power-saver)")
                .contains("'asleep when idle' does not hold: load at most 10% (ends above 15%)")
                .contains("What would change it:");
        assertThat(err.toString(UTF_8)).contains("no daemon runs");
    }

    @Test
    void namesFileAndLineOfATraceThatItDoesNotUnderstand() throws IOException {
        Path trace = Files.writeString(folder.resolve("trace.csv"), "at, load\nyesterday, 3\n");

        assertThat(run("--config", LADDER, "policy", "simulate", "--trace", trace.toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString(UTF_8)).contains(trace + ": line 2: a time like");
    }

    @Test
    void saysThatThereAreNoRules() {
        assertThat(run("policy", "explain")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8)).contains("[[policy.rule]]");
    }

    @Test
    void needsATraceToSimulateAndNoneToExplain() {
        assertThat(run("policy", "simulate")).isEqualTo(ExitCode.USAGE);
        assertThat(run("policy", "explain", "--trace", "x")).isEqualTo(ExitCode.USAGE);
    }

    private ExitCode run(String... words) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--root",
                                RecordedMachines.named("qemu-pc-guest").path().toString()));
        all.addAll(List.of(words));
        return new Lungfish(new Output(stream(out), stream(err)), new Interruption())
                .run(all.toArray(String[]::new));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }
}
