package dev.lungfish.cli.render;

import dev.lungfish.agent.report.WrappedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A table for people: columns as wide as their widest cell. Where the room is smaller the widest
/// columns lose first, and what was cut ends with three dots.
final class FittedTable {
    private static final String GAP = "  ";
    private static final String CUT = "...";

    /// A column keeps so much of its cells.
    private static final int LEAST = 6;

    private FittedTable() {}

    /// @param rows the first one has the headings
    /// @param room columns of the terminal; empty for as many as are needed
    static String of(List<List<String>> rows, Optional<Integer> room) {
        List<Integer> widths =
                IntStream.range(0, rows.getFirst().size())
                        .mapToObj(column ->
                                rows.stream()
                                        .mapToInt(row -> WrappedText.columns(row.get(column)))
                                        .max()
                                        .orElse(0))
                        .toList();
        List<Integer> fitted = room.map(columns -> fit(widths, columns)).orElse(widths);
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = cut(row.get(i), fitted.get(i));
                line.append(cell)
                        .repeat(" ", fitted.get(i) - WrappedText.columns(cell))
                        .append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static List<Integer> fit(List<Integer> widths, int room) {
        List<Integer> fitted = new ArrayList<>(widths);
        int gaps = GAP.length() * (widths.size() - 1);
        int over = fitted.stream().mapToInt(Integer::intValue).sum() + gaps - room;
        while (over > 0) {
            int widest = 0;
            for (int i = 1; i < fitted.size(); i++) {
                // Of equals the last one: it has the least to say.
                widest = fitted.get(i) >= fitted.get(widest) ? i : widest;
            }
            if (fitted.get(widest) <= LEAST) {
                return fitted;
            }
            fitted.set(widest, fitted.get(widest) - 1);
            over--;
        }
        return fitted;
    }

    private static String cut(String cell, int width) {
        return WrappedText.columns(cell) <= width
                ? cell
                : WrappedText.cut(cell, Math.max(0, width - CUT.length())).concat(CUT);
    }
}
