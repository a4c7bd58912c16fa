package dev.lungfish.controller.config;

import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.core.fleet.plan.PoolPolicy;
import java.time.ZoneId;
import java.util.Map;

/// One pool, as an administrator has set it.
///
/// @param hosts that belong to it; of the pool `default` none is named
/// @param zone by whose clock its week goes
/// @param watts that one of its hosts draws more while it is awake than while it sleeps
/// @param power by which the energy of its hosts is estimated where nothing is measured
/// @param limits of its changes
/// @param groups the hosts of each quorum group, by its name
public record PoolConfiguration(
        HostNames hosts,
        PoolPolicy policy,
        ZoneId zone,
        int watts,
        PowerModel power,
        RateLimits limits,
        Map<String, HostNames> groups) {
    /// What an awake host draws more, as long as nobody says how much.
    public static final int USUAL_WATTS = 100;

    public PoolConfiguration {
        groups = Map.copyOf(groups);
    }

    public String name() {
        return policy.name();
    }
}
