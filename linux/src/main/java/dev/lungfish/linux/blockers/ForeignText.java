package dev.lungfish.linux.blockers;

/// Text of other programs, made safe to show in one line.
public final class ForeignText {
    private static final int LONGEST = 300;

    private ForeignText() {}

    /// The text in one line, shortened; lines are separated by a slash, and control characters are
    /// replaced.
    public static String shown(String text) {
        String line =
                String.join(
                                " / ",
                                text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList())
                        .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}]", "?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }
}
