package dev.lungfish.core.power;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How fast a processor runs.
///
/// @param kilohertz never negative; the unit of the kernel's files
public record Frequency(long kilohertz) implements Comparable<Frequency> {
    /// Far beyond what any processor does: 1 THz.
    public static final long MOST_KILOHERTZ = 1_000_000_000;

    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*([kMG])Hz");

    public Frequency {
        if (kilohertz < 0 || kilohertz > MOST_KILOHERTZ) {
            throw new IllegalArgumentException(
                    "a frequency up to 1000 GHz expected, found " + kilohertz + " kHz");
        }
    }

    /// Understands what a person writes: `2.4GHz`, `800MHz`, `800000kHz`.
    ///
    /// @throws IllegalArgumentException that says what to write
    public static Frequency parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no frequency: write it like 2.4GHz or 800MHz");
        }
        double factor =
                switch (matcher.group(2)) {
                    case "k" -> 1;
                    case "M" -> 1000;
                    default -> 1_000_000;
                };
        return new Frequency(Math.round(Double.parseDouble(matcher.group(1)) * factor));
    }

    /// The part of this frequency.
    ///
    /// @param percent from 0 to 100
    public Frequency share(int percent) {
        return new Frequency(kilohertz * percent / 100);
    }

    @Override
    public int compareTo(Frequency other) {
        return Long.compare(kilohertz, other.kilohertz);
    }

    /// For people: `2.40 GHz`, `800 MHz`.
    @Override
    public String toString() {
        return kilohertz >= 1_000_000
                ? String.format(Locale.ROOT, "%.2f GHz", kilohertz / 1e6)
                : String.format(Locale.ROOT, "%.0f MHz", kilohertz / 1e3);
    }
}
