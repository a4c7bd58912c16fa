package dev.lungfish.sim.fleet.check;

import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.plan.PoolPolicy;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostAction;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.HostStep;
import dev.lungfish.core.fleet.state.Rest;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.sim.fleet.control.Controller;
import dev.lungfish.sim.fleet.control.ControllerWatch;
import dev.lungfish.sim.fleet.world.SimHost;
import dev.lungfish.sim.fleet.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Checks each step of the machine before it is kept.
public final class FleetCheck implements ControllerWatch {
    private final World world;
    private final FleetSteps steps;
    private final RateCheck rates = new RateCheck();
    private final ScheduleCheck schedules;

    public FleetCheck(World world, FleetSteps steps) {
        this.world = world;
        this.steps = steps;
        this.schedules = new ScheduleCheck(world);
    }

    @Override
    public <T> T guarded(Supplier<T> machine) {
        try {
            return machine.get();
        } catch (RuntimeException e) {
            throw new FleetViolation(FleetInvariant.NEVER_THROWS, e);
        }
    }

    @Override
    public void step(
            Controller by, SimHost host, HostEvent event, FleetHost before, HostStep step) {
        steps.took(by, host, event, before, step);
        if (before.state().getClass() != step.host().state().getClass()) {
            schedules.happens(by, host, event);
        }
        HostState after = step.host().state();
        bounded(host, after);
        lookedAt(host, after, step);
        rests(host, event, before, step);
        believed(by, host, event, after);
        answers(by, host, event, before, step);
        for (HostAction action : step.actions()) {
            if (action instanceof HostAction.Wake(_, WakePath path) && path == WakePath.POWER_ON) {
                sure(host, after);
            }
        }
        if (event instanceof HostEvent.Wanted
                && after instanceof HostState.Waking
                && (before.state() instanceof HostState.Asleep
                        || before.state() instanceof HostState.External
                        || before.state() instanceof HostState.Limbo
                        || before.state() instanceof HostState.Unknown)) {
            rates.changes(by, host);
        }
    }

    /// A call that was sent before a sleep proves nothing in it.
    private static void believed(Controller by, SimHost host, HostEvent event, HostState after) {
        boolean wrong =
                event instanceof HostEvent.CheckedIn
                        && after.isAwake()
                        && host.isSleeping()
                        && host.open()
                                .filter(lease -> lease.epoch().equals(by.epoch()))
                                .isPresent();
        FleetViolation.unless(
                !wrong,
                FleetInvariant.NONE_LOST_TRACK_OF,
                () -> "%s sleeps, and is taken for %s by %s".formatted(host.name(), after, event));
    }

    private static void bounded(SimHost host, HostState after) {
        boolean known =
                after instanceof HostState.External
                        || after.rest().map(Rest::lease).flatMap(lease -> lease).isEmpty()
                        || after.rest().flatMap(Rest::bound).isPresent();
        FleetViolation.unless(
                known, FleetInvariant.BOUND_KNOWN, () -> host.name() + " is " + after);
    }

    private static void lookedAt(SimHost host, HostState after, HostStep step) {
        boolean forEver =
                after instanceof HostState.Lost
                        || after instanceof HostState.Maintenance
                        || (after instanceof HostState.External(_, Rest sleep)
                                && sleep.bound().isEmpty());
        FleetViolation.unless(
                forEver || step.again().isPresent(),
                FleetInvariant.LOOKED_AT_AGAIN,
                () -> host.name() + " is " + after);
    }

    private static void rests(SimHost host, HostEvent event, FleetHost before, HostStep step) {
        boolean forEver =
                event instanceof HostEvent.Passed
                        && step.actions().isEmpty()
                        && step.host().isAsBefore(before)
                        && step.again().filter(again -> !again.isAfter(event.now())).isPresent();
        FleetViolation.unless(
                !forEver,
                FleetInvariant.RESTS_BETWEEN_LOOKS,
                () -> host.name() + " stays " + before.state());
    }

    private void answers(
            Controller by, SimHost host, HostEvent event, FleetHost before, HostStep step) {
        List<Verdict> verdicts =
                step.actions().stream()
                        .filter(HostAction.Answer.class::isInstance)
                        .map(action -> ((HostAction.Answer) action).verdict())
                        .toList();
        boolean called =
                event instanceof HostEvent.CheckedIn || event instanceof HostEvent.GoingDown;
        FleetViolation.unless(
                verdicts.size() == (called ? 1 : 0),
                FleetInvariant.ANSWERED_ONCE,
                () -> "%s is answered %s to %s".formatted(host.name(), verdicts, event));
        if (called && verdicts.getFirst() instanceof Verdict.Sleep(Lease lease, _)) {
            granted(by, host, event, before, lease);
        }
    }

    private void granted(
            Controller by, SimHost host, HostEvent event, FleetHost before, Lease lease) {
        Supplier<String> what =
                () -> "%s, %s, is given %s at %s".formatted(host.name(), before, lease, event);
        PoolRules rules = by.pool().rules();
        FleetViolation.unless(
                lease.length().compareTo(rules.leases().longest()) <= 0
                        && lease.length().isPositive(),
                FleetInvariant.LEASE_BOUNDED,
                what);
        FleetViolation.unless(
                before.wanted().isEmpty()
                        && before.held().isEmpty()
                        && !(before.state() instanceof HostState.Maintenance)
                        && !(before.state() instanceof HostState.Sick),
                FleetInvariant.NEEDED_STAYS_AWAKE,
                what);
        FleetViolation.unless(lease.epoch().equals(by.epoch()), FleetInvariant.EPOCH_HEEDED, what);
        boolean isNew =
                before.state().rest().flatMap(Rest::lease).map(Lease::id).stream()
                        .noneMatch(lease.id()::equals);
        if (event instanceof HostEvent.CheckedIn(_, var call, _)) {
            FleetViolation.unless(
                    !by.epoch().isBelow(call.highest()), FleetInvariant.EPOCH_HEEDED, what);
            if (isNew) {
                boolean second =
                        host.open().isPresent()
                                && host.open().get().epoch().equals(by.epoch())
                                && call.ended()
                                        .filter(ended -> ended.id().equals(host.open().get().id()))
                                        .isEmpty();
                FleetViolation.unless(!second, FleetInvariant.ONE_LEASE, what);
                settled(by, what);
                if (before.state().isAwake()) {
                    enough(by, host, what);
                    rates.changes(by, host);
                }
                wakers(by, host, what);
            }
        }
    }

    private void settled(Controller by, Supplier<String> what) {
        long since = world.time().now() - by.started();
        boolean settled = by.clockWasSet() || since >= by.pool().hosts().settle().toMillis();
        FleetViolation.unless(settled, FleetInvariant.SETTLED_FIRST, what);
    }

    private void enough(Controller by, SimHost host, Supplier<String> what) {
        PoolPolicy policy = by.pool().policy(host.traits());
        long awake =
                world.hosts().stream()
                        .filter(other -> other != host)
                        .filter(other -> by.pool().policy(other.traits()).equals(policy))
                        .filter(other -> by.row(other).state().isAwake())
                        .count();
        FleetViolation.unless(awake >= policy.rules().awake(), FleetInvariant.ENOUGH_AWAKE, what);
        List<SimHost> segment =
                world.hosts().stream()
                        .filter(other -> other.traits().segment() == host.traits().segment())
                        .toList();
        int careful =
                segment.stream()
                        .mapToInt(other -> by.pool().policy(other.traits()).rules().wakers())
                        .max()
                        .orElse(0);
        long wakers =
                segment.stream()
                        .filter(other -> other != host)
                        .filter(other -> by.row(other).state().isAwake())
                        .count();
        FleetViolation.unless(
                by.pool().covers(host.traits()) || wakers >= Math.min(careful, segment.size() - 1),
                FleetInvariant.WAKER_AWAKE,
                what);
    }

    private void wakers(Controller by, SimHost host, Supplier<String> what) {
        FleetViolation.unless(hasWaker(by, host), FleetInvariant.WAKER_AWAKE, what);
    }

    private boolean hasWaker(Controller by, SimHost host) {
        return by.pool().covers(host.traits())
                || world.hosts().stream()
                        .filter(other -> other != host)
                        .filter(other -> other.traits().segment() == host.traits().segment())
                        .anyMatch(other -> by.row(other).state().isAwake());
    }

    private static void sure(SimHost host, HostState after) {
        Optional<Rest> rest = after.rest();
        boolean sure =
                rest.filter(Rest::certain).isPresent()
                        && (after instanceof HostState.Waking
                                || after instanceof HostState.Overdue);
        FleetViolation.unless(
                sure,
                FleetInvariant.UNSURE_NOT_POWERED,
                () -> "power of %s is switched on, which is %s".formatted(host.name(), after));
    }

    @Override
    public void allocated(Controller by) {
        if (world.fortune().never()) {
            world.hosts().forEach(host -> answered(by, host));
            by.demands().forEach(demand -> served(by, demand));
        }
    }

    /// Where nothing fails, a host that somebody needs by its name is wanted when it is needed.
    private void served(Controller by, Demand demand) {
        if (demand.need() instanceof Demand.Need.OneHost(String name)
                && by.now().isAfter(demand.from().plus(Duration.ofMinutes(8)))) {
            FleetHost row = by.row(world.host(name));
            FleetViolation.unless(
                    by.pool().isLimited() || row.wanted().isPresent(),
                    FleetInvariant.DEMAND_ANSWERED,
                    () -> "%s is not wanted by %s: %s".formatted(name, demand, row));
        }
    }

    /// Where nothing fails, a demand is answered soon.
    private void answered(Controller by, SimHost host) {
        FleetHost row = by.row(host);
        if (row.wanted().isEmpty()
                || row.state().isAwake()
                || row.state() instanceof HostState.Maintenance
                || !host.traits().working().contains(WakePath.NEIGHBOUR)
                || !hasWaker(by, host)) {
            return;
        }
        Duration waited = Duration.between(steps.wantedSince(host, by.now()), by.now());
        FleetViolation.unless(
                waited.compareTo(Duration.ofMinutes(8)) < 0,
                FleetInvariant.DEMAND_ANSWERED,
                () ->
                        "%s is needed for %s, and is %s; it %s"
                                .formatted(host.name(), waited, row, host.mode()));
    }

    @Override
    public void keptUp(Controller by) {
        if (world.fortune().never()) {
            schedules.look(by);
        }
    }

    @Override
    public void told(Reason what) {
        steps.told(what);
    }

    @Override
    public void noted(Reason what) {
        steps.noted(what);
    }

    /// Takes each step.
    public interface FleetSteps {
        void took(Controller by, SimHost host, HostEvent event, FleetHost before, HostStep step);

        /// Since when somebody needs a host.
        ///
        /// @param otherwise where nobody does
        Instant wantedSince(SimHost host, Instant otherwise);

        void told(Reason what);

        void noted(Reason what);
    }
}
