package dev.lungfish.core.fleet.demand;

import dev.lungfish.core.fleet.pool.PoolHost;
import java.time.Duration;

/// How long before it is needed a host is woken.
///
/// @param margin beyond the time that the host needs in 99 of 100 cases
public record Lead(Duration margin) {
    /// What holds where nothing is configured.
    public static final Lead USUAL = new Lead(Duration.ofMinutes(1));

    public Lead {
        if (margin.isNegative()) {
            throw new IllegalArgumentException("no negative margin expected, found " + margin);
        }
    }

    /// For one host.
    public Duration of(PoolHost host) {
        return host.resume().plus(margin);
    }
}
