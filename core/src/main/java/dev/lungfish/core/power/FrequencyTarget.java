package dev.lungfish.core.power;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a limit of the frequency is to lie. Each group of processors has limits of its own, so
/// that one target means different frequencies to a fast core and to a frugal one.
public sealed interface FrequencyTarget {
    /// The lowest that the hardware goes to.
    record Lowest() implements FrequencyTarget {}

    /// The highest that the hardware goes to.
    record Highest() implements FrequencyTarget {}

    /// A share of the highest.
    ///
    /// @param percent from 1 to 100
    record Share(int percent) implements FrequencyTarget {}

    /// One frequency for all.
    record Exactly(Frequency frequency) implements FrequencyTarget {}

    /// Understands `lowest`, `highest`, `60%` and `2.4GHz`.
    ///
    /// @throws IllegalArgumentException that says what to write
    static FrequencyTarget parse(String text) {
        if (text.equals("lowest")) {
            return new Lowest();
        }
        if (text.equals("highest")) {
            return new Highest();
        }
        Matcher share = Pattern.compile("(\\d{1,3})%").matcher(text);
        if (share.matches()) {
            int percent = Integer.parseInt(share.group(1));
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException("1% to 100% expected, found " + text);
            }
            return new Share(percent);
        }
        try {
            return new Exactly(Frequency.parse(text));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(
                    "'" + text + "': lowest, highest, 60%, 2.4GHz or 800MHz expected");
        }
    }

    /// What it means to hardware with these bounds. A share never falls below the lowest; one
    /// frequency for all may lie beyond them.
    default Frequency near(Frequency lowest, Frequency highest) {
        return switch (this) {
            case Lowest _ -> lowest;
            case Highest _ -> highest;
            case Share(int percent) -> {
                Frequency share = highest.share(percent);
                yield share.compareTo(lowest) < 0 ? lowest : share;
            }
            case Exactly(Frequency wanted) -> wanted;
        };
    }
}
