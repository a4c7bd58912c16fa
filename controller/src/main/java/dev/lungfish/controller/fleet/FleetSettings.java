package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.fleet.state.WakePath;
import java.time.Duration;
import java.util.List;

/// The rules of the fleet. All hosts are of one pool.
///
/// @param resume how long a host needs from a packet to its call, in 99 of 100 cases
/// @param paths by which hosts are woken, in this order
public record FleetSettings(PoolRules pool, HostRules host, Duration resume, List<WakePath> paths) {
    public FleetSettings {
        paths = List.copyOf(paths);
    }

    HostContext context(Epoch epoch) {
        return new HostContext(host, epoch, resume, paths, pool.leases().longestInAll(), false);
    }

    /// How many ways to wake a host there are, for [PoolHost].
    int ways() {
        return paths.size();
    }
}
