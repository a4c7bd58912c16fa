package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorCommandTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "laptop-with-everything-fine, 0, Verdict: this host can sleep and come back by itself",
        "raspberry-pi-without-rtc, 10, Verdict: this host can't sleep and come back",
        "cloud-vm-without-any-sleep, 10, Verdict: this host can't sleep and come back"
    })
    void beginsWithAVerdictInThreeLinesAndEndsWithItsCode(
            String machine, int code, String verdict) {
        Path root = RecordedMachines.named(machine).path();
        Invocation run = Invocation.of("doctor", "--exit-code", "--root", root.toString());

        assertThat(run.code().number()).isEqualTo(code);
        assertThat(run.out().lines().limit(4).toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo(verdict),
                        line -> assertThat(line).startsWith("  sleeps: "),
                        line -> assertThat(line).startsWith("  to do: "),
                        line -> assertThat(line).isEmpty());
        assertThat(Invocation.of("doctor", "--root", root.toString()).code())
                .isEqualTo(ExitCode.OK);
        assertThat(Invocation.of("doctor", "--json", "--root", root.toString()).out())
                .contains("\"verdict\":{\"support\":\"" + (code == 0 ? "" : "un") + "supported\"");
    }

    @Test
    void saysThatItDoesNotKnow() {
        HostFiles.in(folder).file("/proc/version", "");
        Invocation run = Invocation.of("doctor", "--exit-code", "--root", folder.toString());

        assertThat(run.code()).isEqualTo(ExitCode.UNPROVEN);
        assertThat(run.out()).contains("is not known");
    }

    @Test
    void breaksLinesToTheTerminalAndColoursThem() {
        String text = "Sleep states\n  suspend-to-ram    S3      supported\n      why it is so\n";

        assertThat(new Page(Optional.empty(), false).of(text)).isEqualTo(text);
        assertThat(new Page(Optional.of(40), true).of(text))
                .isEqualTo(
                        """
                        \u001b[1mSleep states\u001b[0m
                          suspend-to-ram    S3      \u001b[32msupported\u001b[0m
                              why it is so
                        """);
        assertThat(new Page(Optional.of(30), false).of("      - /a/file: " + "word ".repeat(9)))
                .isEqualTo(
                        """
                              - /a/file: word word
                                word word word word
                                word word word
                        """);
        for (String machine : new String[] {"laptop-with-everything-fine"}) {
            String report =
                    Invocation.of(
                                    "doctor",
                                    "--root",
                                    RecordedMachines.named(machine).path().toString())
                            .out();
            assertThat(report).doesNotContain("\u001b");
            assertThat(new Page(Optional.of(60), false).of(report).lines())
                    .allMatch(line -> line.length() <= 60);
        }
    }

    @Test
    void usesNoColoursWhereNobodyWantsThem() {
        assertThat(Page.ofTerminal(Map.of("TERM", "xterm")).coloured()).isTrue();
        assertThat(Page.ofTerminal(Map.of("TERM", "xterm", "NO_COLOR", "")).coloured()).isTrue();
        assertThat(Page.ofTerminal(Map.of("TERM", "xterm", "NO_COLOR", "1")).coloured()).isFalse();
        assertThat(Page.ofTerminal(Map.of("TERM", "dumb")).coloured()).isFalse();
        assertThat(Page.ofTerminal(Map.of()).coloured()).isFalse();
    }
}
