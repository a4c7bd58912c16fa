package dev.lungfish.core.power;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A power that can be set.
///
/// @param microwatts never negative; the unit of the kernel's files
public record Power(long microwatts) {
    private static final Pattern WATTS = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)W");
    private static final int MICRO_DIGITS = 6;

    public Power {
        if (microwatts < 0) {
            throw new IllegalArgumentException("a power is not negative: " + microwatts);
        }
    }

    /// Understands `65W` or `12.5W`.
    ///
    /// @throws IllegalArgumentException that says what is expected
    static Power parse(String text) {
        Matcher matcher = WATTS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "': a power like 65W expected");
        }
        return new Power(
                new BigDecimal(matcher.group(1)).movePointRight(MICRO_DIGITS).longValueExact());
    }

    /// For people: `65 W`.
    @Override
    public String toString() {
        return "%s W"
                .formatted(
                        BigDecimal.valueOf(microwatts, MICRO_DIGITS)
                                .stripTrailingZeros()
                                .toPlainString());
    }

    /// A power.
    ///
    /// @param watts never negative
    public record Watts(double watts) {
        public Watts {
            if (!(watts >= 0)) {
                throw new IllegalArgumentException("a power is not negative: " + watts);
            }
        }

        /// For people: `12.4 W`.
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f W", watts);
        }
    }
}
