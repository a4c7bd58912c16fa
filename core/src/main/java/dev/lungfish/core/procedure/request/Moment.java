package dev.lungfish.core.procedure.request;

import java.time.Duration;
import java.time.Instant;

/// One moment by the three clocks of a host, read together.
///
/// **Source:** clock_gettime(2): `CLOCK_BOOTTIME` runs on while the host sleeps, `CLOCK_MONOTONIC`
/// stands still, neither is ever set; the wall clock is set by people, NTP and the resume.
///
/// @param sinceBoot by `CLOCK_BOOTTIME`
/// @param awake by `CLOCK_MONOTONIC`
/// @param wall for people, and for the times at which people want the host awake; nothing else is
///   computed from it
public record Moment(Duration sinceBoot, Duration awake, Instant wall) {

    /// How long the host slept since an earlier moment of the same boot: what the one clock counted
    /// and the other did not. Never negative; the clocks are read one after the other, so a few
    /// milliseconds mean nothing.
    public Duration asleepSince(Moment earlier) {
        Duration asleep = passedSince(earlier).minus(awakeSince(earlier));
        return asleep.isNegative() ? Duration.ZERO : asleep;
    }

    /// How much time passed in the world since an earlier moment of the same boot.
    public Duration passedSince(Moment earlier) {
        return sinceBoot.minus(earlier.sinceBoot);
    }

    /// How long the host was awake since an earlier moment of the same boot.
    public Duration awakeSince(Moment earlier) {
        return awake.minus(earlier.awake);
    }
}
