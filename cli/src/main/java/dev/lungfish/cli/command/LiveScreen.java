package dev.lungfish.cli.command;

import dev.lungfish.agent.report.SanitizedText;
import dev.lungfish.agent.report.WrappedText;
import dev.lungfish.linux.process.TerminalSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Lines of a terminal that are drawn anew in their place. A line that is wider than the terminal
/// takes several of its rows, and what was scrolled away can't be drawn over: both are seen to
/// here. For one thread.
final class LiveScreen {
    private final Output output;
    private final Supplier<Optional<TerminalSize>> size;
    private List<String> drawn = List.of();

    /// @param size of the terminal, now; empty where it is not known, so that lines are as they are
    LiveScreen(Output output, Supplier<Optional<TerminalSize>> size) {
        this.output = output;
        this.size = size;
    }

    /// Draws a text in place of the last one, broken to the terminal's columns; what has no room is
    /// told in one line.
    void drawText(String text) {
        Optional<TerminalSize> room = size.get();
        draw(room.map(known -> fitted(text, known)).orElseGet(() -> text.lines().toList()), room);
    }

    /// Draws lines that have room.
    ///
    /// @param room for which they were made
    void draw(List<String> lines, Optional<TerminalSize> room) {
        // A window that was made narrower breaks what is drawn already.
        int rows =
                drawn.stream()
                        .mapToInt(line -> room.map(known -> rows(line, known.columns())).orElse(1))
                        .sum();
        int up = room.map(known -> Math.min(rows, known.rows() - 1)).orElse(rows);
        drawn = List.copyOf(lines);
        String over = up == 0 ? "" : "\u001b[" + up + "A\u001b[J";
        output.draw(
                lines.stream()
                        .map(line -> SanitizedText.of(line) + "\n")
                        .collect(Collectors.joining("", over, "")));
    }

    private static List<String> fitted(String text, TerminalSize room) {
        List<String> lines = WrappedText.of(text, room.columns());
        // The cursor rests in the last row.
        int rows = Math.max(1, room.rows() - 1);
        if (lines.size() <= rows) {
            return lines;
        }
        List<String> shown = new ArrayList<>(lines.subList(0, rows - 1));
        shown.add(
                WrappedText.cut(
                        "... %s more lines".formatted(lines.size() - rows + 1), room.columns()));
        return shown;
    }

    private static int rows(String line, int columns) {
        return Math.max(1, Math.ceilDiv(WrappedText.columns(line), columns));
    }
}
