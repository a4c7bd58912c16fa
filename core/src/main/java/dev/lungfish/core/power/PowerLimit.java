package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import java.time.Duration;
import java.util.Optional;

/// What a part of the hardware may use in the mean over a time: a constraint of powercap.
///
/// **Source:** Linux `Documentation/power/powercap/powercap.rst`: `constraint_N_name`,
/// `constraint_N_power_limit_uw`, `constraint_N_max_power_uw`, `constraint_N_time_window_us`.
///
/// @param name `long_term`, `short_term`, `peak_power`
/// @param limit its source is the file that is written to change it
/// @param most the largest that the zone takes; the kernel tells none or zero where it is not known
/// @param window over which the mean is taken; absent where it can't be told
public record PowerLimit(
        Reading<String> name, Reading<Power> limit, Reading<Power> most, Reading<Duration> window) {
    public boolean isCalled(String word) {
        return name.toOptional().filter(word::equals).isPresent();
    }

    /// The largest that can be set, where that is known.
    public Optional<Power> highest() {
        return most.toOptional().filter(power -> power.microwatts() > 0);
    }
}
