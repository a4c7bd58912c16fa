package dev.lungfish.lab.scenario;

import java.time.Duration;
import java.time.Instant;

/// How far the clock of a guest is behind this machine's; negative if it is ahead. Reading it takes
/// time, so only two bounds are known.
///
/// @param least the lower bound
/// @param most the upper bound
record ClockOffset(Duration least, Duration most) {

    /// The offset from one reading.
    ///
    /// @param asked when the guest was asked, by the clock of this machine
    /// @param wall its answer
    /// @param answered when its answer arrived
    static ClockOffset seen(Instant asked, Instant wall, Instant answered) {
        return new ClockOffset(Duration.between(wall, asked), Duration.between(wall, answered));
    }

    /// The offset if the clock may have been like this one or the other one.
    ClockOffset or(ClockOffset other) {
        return new ClockOffset(
                least.compareTo(other.least) < 0 ? least : other.least,
                most.compareTo(other.most) > 0 ? most : other.most);
    }

    /// How much later than a time by the guest's clock something certainly was; negative if it was
    /// earlier, zero if it may have been at that time.
    ///
    /// @param inside the time by the guest's clock
    /// @param here when it was, by the clock of this machine
    Duration late(Instant inside, Instant here) {
        Duration late = Duration.between(inside, here).minus(most);
        Duration early = Duration.between(inside, here).minus(least);
        if (late.isPositive()) {
            return late;
        }
        return early.isNegative() ? early : Duration.ZERO;
    }

    /// How wrong the guest's clock certainly is.
    Duration error() {
        return late(Instant.EPOCH, Instant.EPOCH).abs();
    }
}
