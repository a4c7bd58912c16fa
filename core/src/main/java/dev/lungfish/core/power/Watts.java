package dev.lungfish.core.power;

import java.util.Locale;

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
