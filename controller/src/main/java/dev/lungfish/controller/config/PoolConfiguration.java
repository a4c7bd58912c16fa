package dev.lungfish.controller.config;

import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.core.fleet.plan.PoolPolicy;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
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

    /// What is set beyond rules that are the same at all times and for all hosts, by the names of
    /// the settings.
    public List<String> more() {
        List<String> more = new ArrayList<>();
        if (!policy.schedules().isEmpty()) {
            more.add("schedule");
        }
        if (policy.forecasts()) {
            more.add("forecast");
        }
        if (!groups.isEmpty()) {
            more.add("quorum");
        }
        if (policy.rules().drain()) {
            more.add("drain");
        }
        if (limits.hosts() > 0) {
            more.add("hosts_per_minute");
        }
        if (limits.watts() > 0) {
            more.add("watts_per_minute");
        }
        return more;
    }

    public String name() {
        return policy.name();
    }
}
