package dev.lungfish.core.fleet.consolidation;

import java.time.Duration;

/// What a sleep of a host saves, and what it costs.
///
/// @param watts that it draws more while it idles than while it sleeps: `Pi - Ps`
/// @param joules that going to sleep and coming back cost together: `B`
/// @param gap how long it is expected to sleep, from its own history
public record SleepEnergy(int watts, long joules, Duration gap) {
    public SleepEnergy {
        if (watts < 0 || joules < 0 || gap.isNegative()) {
            throw new IllegalArgumentException(
                    "no negative energy expected, found %d W, %d J and %s"
                            .formatted(watts, joules, gap));
        }
    }

    /// `T* = B/(Pi - Ps)`: how long a sleep must last to cost nothing.
    ///
    /// @param more what it costs besides, in joules
    public Duration breakEven(long more) {
        return watts == 0
                ? Duration.ofSeconds(Long.MAX_VALUE)
                : Duration.ofMillis(Math.ceilDiv((joules + more) * 1000, watts));
    }

    /// What one sleep saves.
    ///
    /// @param more what it costs besides, in joules
    /// @return joules; negative where it costs more than it saves
    public long gain(long more) {
        return watts * gap.toMillis() / 1000 - joules - more;
    }
}
