package dev.lungfish.agent.report;

import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/// Text that is safe to show. Names, sentences and answers come from files, devices, programs and
/// other hosts: they must not control a terminal, forge a line, or show other words than they hold.
///
/// **Source:** ECMA-48 for control characters; Unicode Standard Annex 9 for the marks that reorder
/// text, which are format characters as all that has no shape of its own.
public final class SanitizedText {
    private SanitizedText() {}

    /// The text in one line. A character that is not harmless becomes `\x1b` or `\u202e`.
    public static String of(String text) {
        return replaced(text, SanitizedText::isHarmful, SanitizedText::escape);
    }

    /// The same where line ends and tabs structure the text.
    public static String ofLines(String text) {
        return replaced(text, SanitizedText::isHarmfulInLines, SanitizedText::escape);
    }

    /// The same for a document in XML, which has its own way to write such characters; one that XML
    /// does not allow becomes U+FFFD.
    ///
    /// **Source:** XML 1.0, fifth edition, production 2, `Char`, and 66, `CharRef`.
    public static String ofXml(String document) {
        return replaced(
                document,
                SanitizedText::isHarmfulInLines,
                c ->
                        c < 0x20 || Character.getType(c) == Character.SURROGATE
                                ? "\ufffd"
                                : "&#%d;".formatted(c));
    }

    private static boolean isHarmfulInLines(int character) {
        return isHarmful(character) && character != '\n' && character != '\t';
    }

    private static String escape(int character) {
        return character < 0x100 ? "\\x%02x".formatted(character) : inUnicode(character);
    }

    private static String replaced(
            String text, IntPredicate wrong, IntFunction<String> replacement) {
        if (text.codePoints().noneMatch(wrong)) {
            return text;
        }
        StringBuilder harmless = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (wrong.test(c)) {
                        harmless.append(replacement.apply(c));
                    } else {
                        harmless.appendCodePoint(c);
                    }
                });
        return harmless.toString();
    }

    /// A character as Java and JSON escape it: one or two UTF-16 units.
    public static String inUnicode(int character) {
        StringBuilder escape = new StringBuilder();
        for (char unit : Character.toChars(character)) {
            escape.append("\\u%04x".formatted((int) unit));
        }
        return escape.toString();
    }

    /// Whether a character controls how others are shown: control and format characters, line and
    /// paragraph separators, and halves of characters.
    public static boolean isHarmful(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }
}
