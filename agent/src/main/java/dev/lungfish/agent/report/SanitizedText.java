package dev.lungfish.agent.report;

/// Text for a terminal. Values come from files that anybody may have written: a terminal must not
/// obey them.
public final class SanitizedText {
    private SanitizedText() {}

    /// The text with its control characters made visible, in one line.
    public static String of(String text) {
        if (text.codePoints().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder harmless = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (Character.isISOControl(c)) {
                        harmless.append(String.format("\\x%02x", c));
                    } else {
                        harmless.appendCodePoint(c);
                    }
                });
        return harmless.toString();
    }
}
