package dev.lungfish.sim.fleet.control;

import dev.lungfish.core.fleet.plan.IdleHistory;
import dev.lungfish.core.fleet.plan.PoolPolicy;
import dev.lungfish.core.fleet.plan.PoolView;
import dev.lungfish.core.fleet.plan.Wakers;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.sim.fleet.world.HostTraits;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The pools as one controller counts them.
final class PoolViews {
    /// How long before a schedule begins its hosts are woken: what the slowest needs, the minute in
    /// which the controller does not look, and the paths that do not work.
    private static final Duration AHEAD = Duration.ofMinutes(6);

    private final Pool pool;
    private final Map<String, PoolView> views = new LinkedHashMap<>();

    PoolViews(Pool pool) {
        this.pool = pool;
        pool.policies()
                .forEach(policy ->
                        views.put(policy.name(), new PoolView(new IdleHistory(policy.idle()))));
    }

    void put(HostTraits traits, PoolHost host) {
        of(pool.policy(traits).name()).put(host);
    }

    PoolView of(String name) {
        return Optional.ofNullable(views.get(name)).orElseThrow();
    }

    /// The rules of each pool at a moment, and its hosts.
    Map<String, Wakers.OfPool> at(Instant now) {
        Map<String, Wakers.OfPool> pools = new LinkedHashMap<>();
        for (PoolPolicy policy : pool.policies()) {
            pools.put(
                    policy.name(),
                    new Wakers.OfPool(
                            policy.at(now, _ -> AHEAD, 0, Optional.empty()), of(policy.name())));
        }
        return pools;
    }
}
