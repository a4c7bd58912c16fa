package dev.lungfish.lab.scenario;

import java.time.Duration;
import java.time.Instant;

/// How far the clock of a guest is behind this machine's; negative where it is ahead. To ask it
/// takes time, so that only two bounds are known.
///
/// @param least which it is at least
/// @param most which it is at most
record ClockOffset(Duration least, Duration most) {

    /// What follows from one look.
    ///
    /// @param asked when the guest was asked, by the clock of this machine
    /// @param wall what it answered
    /// @param answered when its answer was here
    static ClockOffset seen(Instant asked, Instant wall, Instant answered) {
        return new ClockOffset(Duration.between(wall, asked), Duration.between(wall, answered));
    }

    /// What holds where the clock may have been as it is here or as it is in the other.
    ClockOffset or(ClockOffset other) {
        return new ClockOffset(
                least.compareTo(other.least) < 0 ? least : other.least,
                most.compareTo(other.most) > 0 ? most : other.most);
    }

    /// How much later something was than a time by the guest's clock, as far as can be told for
    /// sure; negative where it was earlier, and zero where it may have been just then.
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

    /// How wrong the guest's clock is, as far as can be told for sure.
    Duration error() {
        return late(Instant.EPOCH, Instant.EPOCH).abs();
    }
}
