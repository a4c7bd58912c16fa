package dev.lungfish.core.fleet.energy;

import java.time.Duration;
import java.util.OptionalLong;

/// What one meter of a host shows at a moment.
public sealed interface MeterValue {
    /// Which one: the path of its file.
    String source();

    /// What was used between an earlier value of the same meter and this one.
    ///
    /// @param elapsed how long that was, awake
    /// @return in microjoules; empty where it can't be told
    OptionalLong since(MeterValue earlier, Duration elapsed);

    /// A counter of energy, which begins again at zero after its range.
    ///
    /// Where it went back, it has either begun again after its range or was set back, as after a
    /// suspend. Both look the same, so only what its hardware can use in that time is taken. For
    /// the same reason nothing is taken over a time in which it may have gone round more than once.
    ///
    /// **Source:** Linux `Documentation/power/powercap/powercap.rst`: `energy_uj`,
    /// `max_energy_range_uj`.
    ///
    /// @param microjoules what it shows
    /// @param range its largest value
    record Counter(String source, long microjoules, long range) implements MeterValue {
        /// More than any processor with its memory draws, and any board that has a counter of its
        /// own. **Source:** chosen: the largest processors of 2026 are made for 500 W.
        public static final int MOST_WATTS = 2_000;

        @Override
        public OptionalLong since(MeterValue earlier, Duration elapsed) {
            if (!(earlier instanceof Counter(_, long before, long rangeBefore))
                    || rangeBefore != range) {
                return OptionalLong.empty();
            }
            long most = MOST_WATTS * micros(elapsed);
            long used = microjoules - before;
            if (used < 0) {
                used += range;
            }
            return used >= 0 && used <= most && most < range
                    ? OptionalLong.of(used)
                    : OptionalLong.empty();
        }
    }

    /// A power. Between two values it is taken for the mean of both.
    ///
    /// **Source:** Linux `Documentation/hwmon/sysfs-interface.rst`: `power*_average` and
    /// `power*_input` in microwatts.
    ///
    /// @param microwatts what it shows
    record Draw(String source, long microwatts) implements MeterValue {
        /// Over a longer time two values say too little of what was between them.
        public static final Duration LONGEST = Duration.ofMinutes(2);

        @Override
        public OptionalLong since(MeterValue earlier, Duration elapsed) {
            if (!(earlier instanceof Draw(_, long before))
                    || elapsed.compareTo(LONGEST) > 0
                    || !isPlausible(before)
                    || !isPlausible(microwatts)) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(
                    Math.round((before + microwatts) / 2.0 * (micros(elapsed) / 1e6)));
        }

        /// Meters say 0 where they have not measured yet, and 0xffffffff milliwatts where they
        /// can't. **Source:** Linux `drivers/hwmon/acpi_power_meter.c`, `UNKNOWN_POWER`.
        private static boolean isPlausible(long microwatts) {
            return microwatts > 0 && microwatts <= MeterReading.MOST_WATTS * 1_000_000L;
        }
    }

    private static long micros(Duration elapsed) {
        return elapsed.toNanos() / 1000;
    }
}
