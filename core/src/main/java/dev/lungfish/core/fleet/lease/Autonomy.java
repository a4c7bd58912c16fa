package dev.lungfish.core.fleet.lease;

import java.time.Duration;

/// What a host may do by itself when its alarm has woken it and no controller answers: sleep again,
/// if its own blockers, guests and wakeups allow it. Without autonomy it stays awake.
///
/// @param sleeps how often at most, 0 for not at all
/// @param longest how long each time at most; zero where it may not
public record Autonomy(int sleeps, Duration longest) {
    /// The host stays awake.
    public static final Autonomy NONE = new Autonomy(0, Duration.ZERO);

    public Autonomy {
        if (sleeps < 0 || longest.isNegative() || (sleeps == 0) != longest.isZero()) {
            throw new IllegalArgumentException(
                    "a number of sleeps and how long each may last expected, or neither; found %d and %s"
                            .formatted(sleeps, longest));
        }
    }

    /// What is left of it after one more sleep.
    public Autonomy afterOne() {
        return sleeps <= 1 ? NONE : new Autonomy(sleeps - 1, longest);
    }
}
