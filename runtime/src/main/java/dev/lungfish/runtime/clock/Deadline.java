package dev.lungfish.runtime.clock;

import java.time.Duration;

/// A point in time by which something must have answered, so that several waits share one
/// allowance. Counted on the monotonic clock, which stands still while the host sleeps: an answer
/// is not late because the host slept.
///
/// Immutable, safe for use by several threads.
public final class Deadline {
    private final Duration allowance;
    private final long startNanos;

    private Deadline(Duration allowance, long startNanos) {
        this.allowance = allowance;
        this.startNanos = startNanos;
    }

    /// A deadline this long from now.
    ///
    /// @throws IllegalArgumentException if the allowance is negative
    public static Deadline after(Duration allowance) {
        if (allowance.isNegative()) {
            throw new IllegalArgumentException(
                    "a deadline lies ahead, found an allowance of " + allowance);
        }
        return new Deadline(allowance, System.nanoTime());
    }

    /// The initial allowance, for messages.
    public Duration allowance() {
        return allowance;
    }

    /// What is left; zero once it has passed, never negative.
    public Duration remaining() {
        Duration left = allowance.minusNanos(System.nanoTime() - startNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public boolean passed() {
        return remaining().isZero();
    }
}
