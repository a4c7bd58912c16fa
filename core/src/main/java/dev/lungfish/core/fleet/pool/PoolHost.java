package dev.lungfish.core.fleet.pool;

import dev.lungfish.core.fleet.lease.CheckIn.Capacity;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A host as the plan of its pool sees it.
///
/// @param host its state
/// @param identity its name and its networks
/// @param capacity what it has for work
/// @param guests how many are active; empty where nobody knows
/// @param blockers what keeps it awake, as it told last
/// @param nextWakeup when it must be awake for itself; empty where there is no such time
/// @param resume how long it needs from a packet to its call, in 99 of 100 cases
/// @param ways how many ways to wake it are proved
/// @param watts that it draws more while it is awake than while it sleeps
/// @param quorums the groups of which most members, or a set number, stay awake
/// @param domain of its power; empty where it has none
/// @param excluded why it never sleeps; empty where it may
public record PoolHost(
        FleetHost host,
        HostIdentity identity,
        Capacity capacity,
        OptionalInt guests,
        List<Reason> blockers,
        Optional<Instant> nextWakeup,
        Duration resume,
        int ways,
        int watts,
        Set<String> quorums,
        Optional<String> domain,
        Optional<Reason> excluded) {
    public PoolHost {
        blockers = List.copyOf(blockers);
        quorums = Set.copyOf(quorums);
    }

    public String name() {
        return identity.name();
    }

    public HostState state() {
        return host.state();
    }

    /// Whether it is awake and can be used by whoever needs it.
    public boolean isUsable() {
        return switch (host.state()) {
            case HostState.Awake _, HostState.Draining _, HostState.Sick _ -> true;
            case HostState.Unknown _,
                    HostState.Ordered _,
                    HostState.Asleep _,
                    HostState.Limbo _,
                    HostState.Due _,
                    HostState.Waking _,
                    HostState.Settling _,
                    HostState.Overdue _,
                    HostState.Lost _,
                    HostState.External _,
                    HostState.Maintenance _ ->
                    false;
        };
    }

    /// Whether nobody uses or needs it, though it is awake.
    public boolean isFree() {
        return isUsable() && guests.equals(OptionalInt.of(0)) && host.wanted().isEmpty();
    }

    /// Whether it is used: somebody wants it, or it had guests when it told last. Whether it is
    /// awake does not count: a host that did not call for a while is not idle for that.
    public boolean isUsed() {
        return host.wanted().isPresent() || guests.orElse(0) > 0;
    }

    /// The same host in another state.
    public PoolHost with(FleetHost now) {
        return new PoolHost(
                now,
                identity,
                capacity,
                guests,
                blockers,
                nextWakeup,
                resume,
                ways,
                watts,
                quorums,
                domain,
                excluded);
    }
}
