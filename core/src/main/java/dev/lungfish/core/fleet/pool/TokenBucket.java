package dev.lungfish.core.fleet.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A rate that is kept: so much in a minute, and so much at once.
///
/// An amount above all that there can be at once is let pass by a full bucket, which is in debt
/// then: the rate is kept over time, and nothing waits for ever.
///
/// @param perMinute what flows in
/// @param most what may be there at once
/// @param tokens what was there; negative where it is in debt
/// @param at when that was
public record TokenBucket(double perMinute, double most, double tokens, Instant at) {
    private static final double MILLIS = 60_000;

    /// What is lost to the arithmetic of floating numbers.
    private static final double DUST = 1e-6;

    public TokenBucket {
        if (!(perMinute > 0) || !(most > 0)) {
            throw new IllegalArgumentException(
                    "a positive rate and a positive most expected, found %s and %s"
                            .formatted(perMinute, most));
        }
    }

    /// A bucket that is full.
    public static TokenBucket full(double perMinute, double most, Instant now) {
        return new TokenBucket(perMinute, most, most, now);
    }

    /// The bucket after an amount was taken; empty where there is not enough.
    public Optional<TokenBucket> take(Instant now, double amount) {
        TokenBucket filled = filled(now);
        return filled.tokens + DUST >= Math.min(amount, most)
                ? Optional.of(new TokenBucket(perMinute, most, filled.tokens - amount, filled.at))
                : Optional.empty();
    }

    /// The bucket after an amount was taken that could not be refused.
    public TokenBucket spend(Instant now, double amount) {
        TokenBucket filled = filled(now);
        return new TokenBucket(perMinute, most, filled.tokens - amount, filled.at);
    }

    /// How long it is until an amount can be taken; zero where it can be taken now.
    public Duration until(Instant now, double amount) {
        double missing = Math.min(amount, most) - filled(now).tokens;
        return missing <= DUST
                ? Duration.ZERO
                : Duration.ofMillis((long) Math.ceil(missing / perMinute * MILLIS));
    }

    /// A clock that was set back brings nothing, and takes nothing.
    private TokenBucket filled(Instant now) {
        if (!now.isAfter(at)) {
            return new TokenBucket(perMinute, most, tokens, now);
        }
        double more = Duration.between(at, now).toMillis() / MILLIS * perMinute;
        return new TokenBucket(perMinute, most, Math.min(most, tokens + more), now);
    }
}
