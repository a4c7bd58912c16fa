package dev.lungfish.core.fleet.pool;

import dev.lungfish.core.fleet.lease.CheckIn.Capacity;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.History;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.Rest;
import dev.lungfish.core.fleet.state.Target;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.wake.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Hosts of a pool, for tests.
public final class PoolHosts {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    public static final HostState AWAKE = new HostState.Awake(NOW.minusSeconds(86_400), NOW);
    public static final HostState ASLEEP =
            new HostState.Asleep(
                    NOW, new Rest(Optional.empty(), NOW, Optional.of(NOW.plusSeconds(3600)), true));

    private PoolHosts() {}

    /// A host without guests on the first network, with a resume of 10 s and 100 W.
    public static PoolHost of(int number, HostState state) {
        return of(number, state, "10.0.0.%d/24".formatted(number));
    }

    public static PoolHost of(int number, HostState state, String address) {
        HostIdentity identity =
                new HostIdentity(
                        "host" + number,
                        List.of(
                                new NetworkPort(
                                        "eth0",
                                        MacAddress.parse("02:00:00:00:00:%02x".formatted(number)),
                                        List.of(NetworkAddress.parse(address)),
                                        true)));
        FleetHost host =
                new FleetHost(
                        state, Target.AWAKE, Optional.empty(), Optional.empty(), History.NONE, NOW);
        return new PoolHost(
                host,
                identity,
                new Capacity(8, 1L << 33),
                OptionalInt.of(0),
                List.of(),
                Optional.empty(),
                Duration.ofSeconds(10),
                2,
                100,
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    public static PoolHost withGuests(PoolHost host, OptionalInt guests) {
        return new PoolHost(
                host.host(),
                host.identity(),
                host.capacity(),
                guests,
                host.blockers(),
                host.nextWakeup(),
                host.resume(),
                host.ways(),
                host.watts(),
                host.quorums(),
                host.domain(),
                host.excluded());
    }

    public static PoolHost withQuorum(PoolHost host, String group) {
        return new PoolHost(
                host.host(),
                host.identity(),
                host.capacity(),
                host.guests(),
                host.blockers(),
                host.nextWakeup(),
                host.resume(),
                host.ways(),
                host.watts(),
                Set.of(group),
                host.domain(),
                host.excluded());
    }

    public static PoolHost withWays(PoolHost host, int ways, Duration resume) {
        return new PoolHost(
                host.host(),
                host.identity(),
                host.capacity(),
                host.guests(),
                host.blockers(),
                host.nextWakeup(),
                resume,
                ways,
                host.watts(),
                host.quorums(),
                host.domain(),
                host.excluded());
    }

    public static PoolHost withWakeup(PoolHost host, Instant at) {
        return new PoolHost(
                host.host(),
                host.identity(),
                host.capacity(),
                host.guests(),
                host.blockers(),
                Optional.of(at),
                host.resume(),
                host.ways(),
                host.watts(),
                host.quorums(),
                host.domain(),
                host.excluded());
    }
}
