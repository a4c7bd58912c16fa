package dev.lungfish.controller.fleet;

import dev.lungfish.controller.config.PoolConfiguration;
import dev.lungfish.controller.config.PoolsConfiguration;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.fleet.state.WakePath;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// The rules of the fleet.
///
/// @param pools the rules of each pool
/// @param resume how long a host needs from a packet to its call, in 99 of 100 cases, as long as
///   too little was seen of it and its pool
/// @param paths by which hosts are woken, in this order
public record FleetSettings(
        PoolsConfiguration pools, HostRules host, Duration resume, List<WakePath> paths) {
    public FleetSettings {
        paths = List.copyOf(paths);
    }

    /// A fleet whose hosts are all of one pool.
    public FleetSettings(PoolRules pool, HostRules host, Duration resume, List<WakePath> paths) {
        this(PoolsConfiguration.only(pool), host, resume, paths);
    }

    /// The longest sleep is that of any pool: hosts may have changed theirs.
    HostContext context(Epoch epoch) {
        Duration longest =
                pools.all().stream()
                        .map(PoolConfiguration::policy)
                        .map(policy -> policy.rules().leases().longestInAll())
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        return new HostContext(host, epoch, resume, paths, longest, false);
    }

    /// How many ways to wake a host there are, for [dev.lungfish.core.fleet.pool.PoolHost].
    int ways() {
        return paths.size();
    }
}
