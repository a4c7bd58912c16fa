package dev.lungfish.runtime.clock;

import java.time.Duration;

/// A point in time by which something must have answered, so that several waits share one
/// allowance. Counted on the monotonic clock, which stands still while the host sleeps: an answer
/// is not late because the host slept.
///
/// Immutable, safe for use by several threads.
public final class Deadline {
    private final Duration allowance;
    private final int attempt;
    private final long startNanos;

    private Deadline(Duration allowance, int attempt) {
        this.allowance = allowance;
        this.attempt = attempt;
        this.startNanos = System.nanoTime();
    }

    /// A deadline this long from now.
    ///
    /// @throws IllegalArgumentException if the allowance is negative
    public static Deadline after(Duration allowance) {
        if (allowance.isNegative()) {
            throw new IllegalArgumentException(
                    "a deadline lies ahead, found an allowance of " + allowance);
        }
        return new Deadline(allowance, 1);
    }

    /// The same allowance from now, for the next attempt.
    public Deadline again() {
        return new Deadline(allowance, attempt + 1);
    }

    /// Which attempt it is for; the first is 1.
    public int attempt() {
        return attempt;
    }

    /// The time and the attempts, for messages: `10 s; tried twice`.
    public String inWords() {
        String time =
                allowance.toMillis() % 1000 == 0
                        ? allowance.toSeconds() + " s"
                        : allowance.toMillis() + " ms";
        return switch (attempt) {
            case 1 -> time;
            case 2 -> time + "; tried twice";
            default -> "%s; tried %d times".formatted(time, attempt);
        };
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
