package dev.lungfish.agent.report;

import java.util.ArrayList;
import java.util.List;

/// Text in the columns of a terminal: lines are broken between words, and what follows a break is
/// indented two columns more than its line.
///
/// **Source:** for characters of two columns the ranges of Unicode 16's East Asian Width W and F,
/// as wcwidth(3) of glibc 2.41 counts them, without the unassigned ones.
public final class WrappedText {
    /// Less than that is no line of a sentence any more.
    private static final int LEAST_WORDS = 8;

    private static final int HANGING = 2;

    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F900, 0x1F9FF},
        {0x20000, 0x3FFFD}
    };

    private WrappedText() {}

    /// The lines of a text.
    ///
    /// @param columns at least 1
    public static List<String> of(String text, int columns) {
        return text.lines().flatMap(line -> broken(line, columns).stream()).toList();
    }

    /// How many columns a text takes, which has no control characters.
    public static int columns(String text) {
        return text.codePoints().map(WrappedText::columns).sum();
    }

    /// As much of a text as these columns have room for.
    public static String cut(String text, int columns) {
        return text.substring(0, fitting(text, columns));
    }

    private static int columns(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> {
                for (int[] range : WIDE) {
                    if (character >= range[0] && character <= range[1]) {
                        yield 2;
                    }
                }
                yield 1;
            }
        };
    }

    /// Up to which index a text has room.
    private static int fitting(String text, int room) {
        int at = 0;
        int taken = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            taken += columns(character);
            if (taken > room) {
                break;
            }
            at += Character.charCount(character);
        }
        return at;
    }

    private static List<String> broken(String line, int columns) {
        if (columns(line) <= columns) {
            return List.of(line);
        }
        int spaces = line.length() - line.stripLeading().length();
        String hanging = " ".repeat(Math.max(0, Math.min(spaces + HANGING, columns - LEAST_WORDS)));
        List<String> lines = new ArrayList<>();
        String rest = line;
        while (columns(rest) > columns) {
            int end = breakAt(rest, fitting(rest, columns), leading(rest));
            lines.add(rest.substring(0, end).stripTrailing());
            rest = hanging + rest.substring(end).stripLeading();
        }
        lines.add(rest.stripTrailing());
        return lines;
    }

    private static int leading(String text) {
        return text.length() - text.stripLeading().length();
    }

    /// After the last space that has room; within a word that is longer than a line.
    private static int breakAt(String text, int fits, int leading) {
        int space = text.lastIndexOf(' ', fits);
        if (space > leading) {
            return space;
        }
        // At least one character, so that an end is reached where not even one has room.
        return fits > leading ? fits : text.offsetByCodePoints(leading, 1);
    }
}
