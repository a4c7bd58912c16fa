package dev.lungfish.gateway.decision;

import java.time.Duration;

/// How many wakes are left, as a bucket that fills evenly. For one thread.
public final class WakeRate {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private double left;
    private Duration seen = Duration.ZERO;

    /// @param perMinute at most, and at once; at least 1
    public WakeRate(int perMinute) {
        this.perMinute = perMinute;
        left = perMinute;
    }

    /// Takes one.
    ///
    /// @param now on a clock that never goes back
    /// @return whether one was left
    public boolean take(Duration now) {
        double passed = Math.max(0, now.minus(seen).toNanos());
        left = Math.min(perMinute, left + perMinute * passed / MINUTE.toNanos());
        seen = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
