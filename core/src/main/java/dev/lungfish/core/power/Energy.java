package dev.lungfish.core.power;

import dev.lungfish.core.power.Power.Watts;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// An amount of energy.
///
/// @param microjoules never negative; the unit of the kernel's counters
public record Energy(long microjoules) {
    private static final double MICROS = 1e6;

    public Energy {
        if (microjoules < 0) {
            throw new IllegalArgumentException(
                    "an amount of energy is not negative: " + microjoules);
        }
    }

    /// The mean power between two readings of a counter that begins again at zero after its largest
    /// value.
    ///
    /// @param earlier the first reading
    /// @param range the counter's largest value
    /// @param elapsed between the two, awake
    /// @return empty where no time has passed
    public Optional<Watts> since(Energy earlier, Energy range, Duration elapsed) {
        if (elapsed.isZero() || elapsed.isNegative()) {
            return Optional.empty();
        }
        long used = microjoules - earlier.microjoules;
        if (used < 0) {
            used += range.microjoules;
        }
        if (used < 0) {
            return Optional.empty(); // The range is none: the counter was set back.
        }
        return Optional.of(new Watts(used / MICROS / (elapsed.toNanos() / 1e9)));
    }

    /// For people: `81.3 kJ`.
    @Override
    public String toString() {
        double joules = microjoules / MICROS;
        return joules >= 1000
                ? String.format(Locale.ROOT, "%.1f kJ", joules / 1000)
                : String.format(Locale.ROOT, "%.1f J", joules);
    }
}
