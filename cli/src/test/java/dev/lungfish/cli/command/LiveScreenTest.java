package dev.lungfish.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.linux.process.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// As a person sees it, on an emulated terminal.
class LiveScreenTest {
    private static final String STATUS =
            """
            request 3f2a91c0 is scheduled: going to sleep in %s s, 'lungfish cancel' stops it
              asked: mem for 8 h, by root by lungfish suspend
              suspend-to-ram by logind, for 8 h, 5 min from the acceptance
              back at 2026-11-30 06:30:00 +01:00, after 8 h
              back by the alarm of rtc0, which is long enough to take another row on a terminal
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, UTF_8);
    private final Output output = new Output(stream, stream, true);

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 81, 200})
    void redrawsInPlaceWhateverTheWidth(int columns) {
        TerminalEmulator once = new TerminalEmulator(24, columns);
        new LiveScreen(output, () -> Optional.of(new TerminalSize(24, columns)))
                .drawText(STATUS.formatted(1));
        once.write(out.toString(UTF_8));
        out.reset();

        LiveScreen screen =
                new LiveScreen(output, () -> Optional.of(new TerminalSize(24, columns)));
        for (int second = 300; second > 0; second--) {
            screen.drawText(STATUS.formatted(second));
        }

        assertThat(new TerminalEmulator(24, columns).write(out.toString(UTF_8)).seen())
                .isEqualTo(once.seen())
                .allMatch(row -> row.length() <= columns);
    }

    /// What was scrolled away could not be drawn over.
    @Test
    void drawsNoMoreRowsThanThereAre() {
        LiveScreen screen = new LiveScreen(output, () -> Optional.of(new TerminalSize(5, 40)));
        for (int second = 20; second > 0; second--) {
            screen.drawText(STATUS.formatted(second));
        }

        List<String> seen = new TerminalEmulator(5, 40).write(out.toString(UTF_8)).seen();
        assertThat(seen).hasSize(4);
        assertThat(seen.getFirst()).startsWith("request 3f2a91c0 is scheduled");
        assertThat(seen.getLast()).matches("\\.\\.\\. \\d+ more lines");
    }

    @Test
    void breaksLinesBetweenWordsAndIndentsWhatFollows() {
        new LiveScreen(output, () -> Optional.of(new TerminalSize(24, 40)))
                .drawText(STATUS.formatted(5));

        assertThat(out.toString(UTF_8).lines())
                .startsWith(
                        "request 3f2a91c0 is scheduled: going to",
                        "  sleep in 5 s, 'lungfish cancel' stops",
                        "  it",
                        "  asked: mem for 8 h, by root by",
                        "    lungfish suspend");
    }

    /// Names of guests and words of other programs are of any script.
    @Test
    void countsCharactersOfTwoColumnsAsTwo() {
        new LiveScreen(output, () -> Optional.of(new TerminalSize(24, 10))).drawText("日本語日本語\n");

        assertThat(out.toString(UTF_8)).isEqualTo("日本語日本\n  語\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 80})
    void countsDownInOneRow(int columns) {
        SuspendListener listener =
                new SuspendListener(
                        output, () -> {}, () -> Optional.of(new TerminalSize(24, columns)));
        for (int second = 300; second > 0; second--) {
            listener.countingDown(Duration.ofSeconds(second));
        }

        List<String> seen = new TerminalEmulator(24, columns).write(out.toString(UTF_8)).seen();
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst()).startsWith("lungfish: going to");
    }

    /// `2>log` gets a line to read, and no sequences for a terminal.
    @Test
    void countsDownInOneLineWhereMessagesGoToAFile() {
        SuspendListener listener = new SuspendListener(output, () -> {}, Optional::empty);
        listener.countingDown(Duration.ofSeconds(3));
        listener.countingDown(Duration.ofSeconds(2));

        assertThat(out.toString(UTF_8))
                .isEqualTo("lungfish: going to sleep in 3 s, 'lungfish cancel' stops it\n");
    }
}
