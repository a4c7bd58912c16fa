package dev.lungfish.core.fleet.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How fast hosts may be woken or put to sleep: in hosts and in watts, for the pool and for each
/// power domain.
///
/// @param pool of all hosts
/// @param domains of those in a power domain, by its name
public record Rates(Pace pool, Map<String, Pace> domains) {
    /// Nothing is limited.
    public static final Rates NONE = new Rates(Pace.NONE, Map.of());

    public Rates {
        domains = Map.copyOf(domains);
    }

    /// The rates of a pool or of a power domain.
    ///
    /// @param hosts in a minute; empty where they are not limited
    /// @param watts in a minute; empty where they are not limited
    public record Pace(Optional<TokenBucket> hosts, Optional<TokenBucket> watts) {
        /// Nothing is limited.
        public static final Pace NONE = new Pace(Optional.empty(), Optional.empty());

        private Duration until(Instant now, int amount) {
            Duration one = hosts.map(bucket -> bucket.until(now, 1)).orElse(Duration.ZERO);
            Duration other = watts.map(bucket -> bucket.until(now, amount)).orElse(Duration.ZERO);
            return one.compareTo(other) > 0 ? one : other;
        }

        private Pace spend(Instant now, int amount) {
            return new Pace(
                    hosts.map(bucket -> bucket.spend(now, 1)),
                    watts.map(bucket -> bucket.spend(now, amount)));
        }
    }

    /// How long it is until a host may change; zero where it may now.
    public Duration until(Instant now, PoolHost host) {
        Duration ofPool = pool.until(now, host.watts());
        Duration ofDomain =
                host.domain()
                        .flatMap(name -> Optional.ofNullable(domains.get(name)))
                        .map(pace -> pace.until(now, host.watts()))
                        .orElse(Duration.ZERO);
        return ofPool.compareTo(ofDomain) > 0 ? ofPool : ofDomain;
    }

    /// How long it is until all of some hosts may have changed, one after the other.
    public Duration untilAll(Instant now, List<PoolHost> hosts) {
        Rates left = this;
        Instant at = now;
        for (PoolHost host : hosts) {
            at = at.plus(left.until(at, host));
            left = left.spend(at, host);
        }
        return Duration.between(now, at);
    }

    /// After a host has changed.
    public Rates spend(Instant now, PoolHost host) {
        Map<String, Pace> rest = domains;
        if (host.domain().isPresent() && domains.containsKey(host.domain().get())) {
            rest = new HashMap<>(domains);
            rest.computeIfPresent(host.domain().get(), (_, pace) -> pace.spend(now, host.watts()));
        }
        return new Rates(pool.spend(now, host.watts()), rest);
    }
}
