package dev.lungfish.core.neighbour;

import java.time.Duration;

/// How patient a neighbour is with a sleeper.
///
/// @param grace how long after the promised time nothing is done
/// @param firstPause between the first magic packets and the second
/// @param longestPause to which the pauses grow, each twice as long as the last
/// @param patience how long after the promised time it gives up
public record WatchRules(
        Duration grace, Duration firstPause, Duration longestPause, Duration patience) {
    public WatchRules {
        if (grace.isNegative()
                || !firstPause.isPositive()
                || longestPause.compareTo(firstPause) < 0
                || patience.compareTo(grace) < 0) {
            throw new IllegalArgumentException(
                    "a grace that is not negative, pauses that grow and a patience beyond the grace expected, found %s, %s to %s, %s"
                            .formatted(grace, firstPause, longestPause, patience));
        }
    }

    /// What holds where nothing is configured.
    public static WatchRules usual() {
        return new WatchRules(
                Duration.ofMinutes(2),
                Duration.ofSeconds(15),
                Duration.ofMinutes(15),
                Duration.ofDays(7));
    }
}
