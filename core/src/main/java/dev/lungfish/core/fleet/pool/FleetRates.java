package dev.lungfish.core.fleet.pool;

import dev.lungfish.core.fleet.pool.Rates.Pace;
import java.util.HashMap;
import java.util.Map;

/// The rates of all pools of a fleet. Power domains are those of the fleet: hosts of several pools
/// may draw from one.
///
/// @param pools by their names; one that is not named is not limited
/// @param domains by their names
public record FleetRates(Map<String, Pace> pools, Map<String, Pace> domains) {
    /// Nothing is limited.
    public static final FleetRates NONE = new FleetRates(Map.of(), Map.of());

    public FleetRates {
        pools = Map.copyOf(pools);
        domains = Map.copyOf(domains);
    }

    /// Those of one pool, with all power domains.
    public Rates of(String pool) {
        return new Rates(pools.getOrDefault(pool, Pace.NONE), domains);
    }

    /// After hosts of a pool have changed.
    ///
    /// @param after what [#of] gave for that pool, and what was spent of it since
    public FleetRates with(String pool, Rates after) {
        Map<String, Pace> all = new HashMap<>(pools);
        if (pools.containsKey(pool)) {
            all.put(pool, after.pool());
        }
        return new FleetRates(all, after.domains());
    }
}
