package dev.lungfish.agent.report;

/// Text that is safe for a terminal. Values come from untrusted files and must not control a
/// terminal.
public final class SanitizedText {
    private SanitizedText() {}

    /// The text in one line, with control characters made visible.
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
