package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;

/// Which rule wants how many hosts of a pool awake, and what would change that.
public sealed interface BoundReason extends Reason {
    /// How many hosts of the pool are awake by this rule alone.
    int least();

    record AwakeByMinimum(int least) implements BoundReason {}

    /// Hosts that are used, and the reserve.
    record AwakeByUse(int least, int used, int reserve) implements BoundReason {}

    /// The same, where the reserve was measured.
    ///
    /// @param percent how often the reserve is to be enough
    /// @param within the time that a host needs to wake
    record AwakeByArrivals(int least, int used, int reserve, String percent, Duration within)
            implements BoundReason {}

    /// Hosts that may soon be used again, beside those that are used and the reserve.
    ///
    /// @param kept how many of them
    /// @param idle how long hosts of the pool stay awake now after nobody uses them any more
    /// @param until when the last of them may sleep, if it is not used before
    record AwakeByIdle(int least, int kept, Duration idle, Instant until) implements BoundReason {}

    record AwakeBySchedule(int least, String schedule) implements BoundReason {}

    record AwakeByForecast(int least, Instant at) implements BoundReason {}

    record AwakeByQuorum(int least, String group) implements BoundReason {}

    /// Hosts of the pool itself that must be awake on a network, as nobody else is there.
    record AwakeByWakers(int least, String network) implements BoundReason {}
}
