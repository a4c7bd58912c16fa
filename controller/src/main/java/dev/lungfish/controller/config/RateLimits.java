package dev.lungfish.controller.config;

import dev.lungfish.core.fleet.pool.Rates.Pace;
import dev.lungfish.core.fleet.pool.TokenBucket;
import java.time.Instant;
import java.util.Optional;

/// How fast hosts may be woken or put to sleep. At once may change what a minute allows.
///
/// @param hosts in a minute; 0 where they are not limited
/// @param watts in a minute; 0 where they are not limited
public record RateLimits(int hosts, int watts) {
    /// Nothing is limited.
    public static final RateLimits NONE = new RateLimits(0, 0);

    /// Where nothing has changed for a minute.
    public Pace full(Instant now) {
        return new Pace(bucket(hosts, now), bucket(watts, now));
    }

    private static Optional<TokenBucket> bucket(int perMinute, Instant now) {
        return perMinute == 0
                ? Optional.empty()
                : Optional.of(TokenBucket.full(perMinute, perMinute, now));
    }
}
