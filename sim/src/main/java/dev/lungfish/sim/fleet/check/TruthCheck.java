package dev.lungfish.sim.fleet.check;

import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.sim.fleet.control.Controller;
import dev.lungfish.sim.fleet.control.Controllers;
import dev.lungfish.sim.fleet.world.SimHost;
import dev.lungfish.sim.fleet.world.World;
import java.time.Duration;

/// Compares what the controller in authority believes with what is.
public final class TruthCheck {
    private static final long MINUTE = 60_000;

    /// How long a lie may be believed: two calls that are missed, the limbo, and what is late.
    private static final long LONG = 20 * MINUTE;

    private final World world;
    private final Controllers controllers;

    public TruthCheck(World world, Controllers controllers) {
        this.world = world;
        this.controllers = controllers;
    }

    /// At any time, with any faults.
    public void look() {
        controllers
                .authority()
                .filter(one -> world.time().now() - one.started() > LONG)
                .ifPresent(one -> world.hosts().forEach(host -> look(one, host)));
    }

    private void look(Controller by, SimHost host) {
        FleetHost row = by.row(host);
        if (host.isSleeping() && world.time().now() - host.since() > LONG) {
            FleetViolation.unless(
                    !row.state().isAwake(),
                    FleetInvariant.NONE_LOST_TRACK_OF,
                    () -> told(host, row));
            if (world.time().now() > latest(host)
                    && !controllers.clockWasSetSince(host.since() - LONG)
                    && !by.isRestored()) {
                FleetViolation.unless(
                        row.state() instanceof HostState.Overdue
                                || row.state() instanceof HostState.Waking
                                || row.state() instanceof HostState.Lost
                                || row.state() instanceof HostState.Settling
                                || row.state() instanceof HostState.Maintenance
                                || isNew(by, row.state()),
                        FleetInvariant.OVERDUE_FOUND,
                        () -> told(host, row));
            }
        }
        if (world.fortune().never() && host.isSleeping()) {
            boolean waker =
                    by.pool().covers(host.traits())
                            || world.hosts().stream()
                                    .anyMatch(other ->
                                            other.isAwake()
                                                    && other.traits().segment()
                                                            == host.traits().segment());
            FleetViolation.unless(waker, FleetInvariant.WAKER_AWAKE, () -> told(host, row));
        }
    }

    /// Whether it is so for less time than the limits of any state but an overdue one: a human may
    /// have ended a maintenance just now.
    private static boolean isNew(Controller by, HostState state) {
        return Duration.between(state.since(), by.now()).toMillis() < 6 * MINUTE;
    }

    /// When it must be known that a host is overdue: some minutes after its alarm, and after those
    /// by which it may sleep on by itself. Never where it has none.
    private static long latest(SimHost host) {
        if (host.bound() == Long.MAX_VALUE || host.open().isEmpty()) {
            return Long.MAX_VALUE;
        }
        Lease lease = host.open().get();
        return host.bound()
                + LONG
                + lease.autonomy().longest().plusMinutes(2).toMillis() * lease.autonomy().sleeps();
    }

    /// When all faults have been over for a while.
    public void atTheEnd() {
        Controller by = controllers.authority().orElseThrow();
        for (SimHost host : world.hosts()) {
            FleetHost row = by.row(host);
            boolean asked = row.state() instanceof HostState.Unknown && isNew(by, row.state());
            boolean idle = host.mode() == SimHost.Mode.RUNNING && host.open().isEmpty() && !asked;
            if (idle && world.time().now() - host.since() > LONG) {
                FleetViolation.unless(
                        row.state().isAwake()
                                || row.state() instanceof HostState.Ordered
                                || row.state() instanceof HostState.Maintenance,
                        FleetInvariant.CONVERGES,
                        () -> told(host, row));
            }
            if (host.isSleeping()
                    && row.wanted().isPresent()
                    && world.time().now() - host.since() > LONG
                    && !(row.state() instanceof HostState.Maintenance)
                    && !(row.state() instanceof HostState.Lost)) {
                FleetViolation.unless(
                        !isReachable(by, host),
                        FleetInvariant.DEMAND_ANSWERED,
                        () -> told(host, row));
            }
        }
    }

    private boolean isReachable(Controller by, SimHost host) {
        boolean hears = host.traits().working().contains(WakePath.NEIGHBOUR);
        boolean covered = by.pool().covers(host.traits());
        boolean neighbour =
                world.hosts().stream()
                        .anyMatch(other ->
                                other.isAwake()
                                        && by.row(other).state().isAwake()
                                        && world.time().now() - other.since() > LONG
                                        && other.traits().segment() == host.traits().segment());
        return hears && (covered || neighbour);
    }

    private String told(SimHost host, FleetHost row) {
        return "%s %s since %d ms, bound %d ms, at %d ms; in the books it is %s"
                .formatted(
                        host.name(),
                        host.mode(),
                        host.since(),
                        host.bound(),
                        world.time().now(),
                        row);
    }
}
