package dev.lungfish.replay.engine;

import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.core.fleet.lease.CheckIn.Capacity;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.neighbour.NetworkAddress;
import java.util.List;

/// The pool that is simulated.
///
/// @param hosts how many there are; all are alike, and in one network
/// @param capacity of each
/// @param idle how long hosts stay awake after nobody needs them any more
public record Setting(
        int hosts,
        Capacity capacity,
        PowerModel power,
        PoolRules pool,
        HostRules host,
        IdleRule idle) {
    static final NetworkAddress NETWORK = NetworkAddress.parse("10.0.0.0/8");

    public Setting {
        if (hosts < 1) {
            throw new IllegalArgumentException("a host at least expected, found " + hosts);
        }
    }

    HostContext context(Epoch epoch) {
        return new HostContext(
                host,
                epoch,
                power.up(),
                List.of(WakePath.NEIGHBOUR, WakePath.OTHER_NEIGHBOUR, WakePath.PACKETS),
                pool.leases().longestInAll(),
                false);
    }

    /// How many hosts the rules keep awake, whether they are needed or not.
    public int least() {
        return Math.min(hosts, Math.max(pool.awake(), pool.wakers(NETWORK, hosts)));
    }

    /// How many free hosts the rules keep awake.
    public int reserve() {
        return pool.reserve().of(hosts);
    }
}
