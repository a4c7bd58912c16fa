package dev.lungfish.sim.fleet.run;

import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.demand.Demand.Need;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostAction;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.fleet.state.HostStep;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.sim.fleet.check.FleetCheck;
import dev.lungfish.sim.fleet.check.TruthCheck;
import dev.lungfish.sim.fleet.control.Controller;
import dev.lungfish.sim.fleet.control.Controllers;
import dev.lungfish.sim.fleet.world.FleetFault;
import dev.lungfish.sim.fleet.world.HostWatch;
import dev.lungfish.sim.fleet.world.SimHost;
import dev.lungfish.sim.fleet.world.World;
import dev.lungfish.sim.seed.Dice;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Everything that follows from one seed: a fleet, its controllers, those who need hosts, and what
/// happens to all of them for some hours. In the end all faults are over for a while.
public final class FleetRun implements FleetCheck.FleetSteps, HostWatch {
    private static final long MINUTE = 60_000;

    /// Longer than the longest pause between two attempts to wake an overdue host.
    private static final long CALM = 60 * MINUTE;

    private final World world;
    private final Dice dice;
    private final Controllers controllers;
    private final TruthCheck truth;
    private final FleetFigures figures;
    private final Consumer<Supplier<String>> trace;
    private final Map<String, Instant> wanted = new HashMap<>();
    private long digest;
    private int demands;

    private FleetRun(long seed, FleetFigures figures, Consumer<Supplier<String>> trace) {
        this.world = new World(seed);
        this.dice = world.dice();
        this.figures = figures;
        this.trace = trace;
        this.controllers = new Controllers(world, new FleetCheck(world, this));
        this.truth = new TruthCheck(world, controllers);
    }

    /// Runs one seed.
    ///
    /// @param figures takes what was done
    /// @param trace takes each step, in words that are made only where somebody wants them
    /// @return a digest of all that happened: two runs with the same one were the same
    public static long of(long seed, FleetFigures figures, Consumer<Supplier<String>> trace) {
        return new FleetRun(seed, figures, trace).run();
    }

    private long run() {
        try {
            world.populate(controllers, this);
            controllers.begin();
            world.hosts().forEach(host -> world.time().in(dice.between(0, 30_000), host::start));
            long end = dice.magnitude(60 * MINUTE, 720 * MINUTE);
            world.time().in(MINUTE, this::live);
            world.time().runUntil(end);
            world.fortune().calm();
            world.hosts().forEach(host -> host.cut(false));
            controllers.calm();
            world.time().runUntil(end + CALM);
            truth.atTheEnd();
            return digest;
        } finally {
            figures.seed(world.fortune().counts());
        }
    }

    private void live() {
        truth.look();
        controllers.live();
        for (SimHost host : world.hosts()) {
            if (dice.chance(0.02)) {
                happenTo(host);
            }
        }
        if (dice.chance(0.05)) {
            demand();
        }
        world.time().in(dice.between(20_000, 100_000), this::live);
    }

    private void happenTo(SimHost host) {
        if (world.fortune().happens(FleetFault.PARTITION, 10)) {
            host.cut(true);
            world.time().in(dice.magnitude(10_000, 3_600_000), () -> host.cut(false));
        }
        if (world.fortune().happens(FleetFault.DAEMON_KILLED, 10)) {
            host.killDaemon();
        }
        if (world.fortune().happens(FleetFault.POWER_CUT, 5)) {
            host.cutPower();
        }
        if (world.fortune().happens(FleetFault.SLEPT_BY_OTHERS, 10)) {
            host.sleepForOthers();
        }
        switch (dice.below(12)) {
            case 0 -> host.busy(true);
            case 1, 2, 3 -> host.busy(false);
            case 4 ->
                    controllers.hand(
                            host, by -> new HostEvent.WakeAsked(by.now(), World.SOMETHING));
            case 5 -> controllers.hand(host, by -> new HostEvent.Held(by.now(), World.SOMETHING));
            case 6, 7 ->
                    controllers.hand(host, by -> new HostEvent.Released(by.now(), World.SOMETHING));
            case 8 ->
                    controllers.hand(
                            host, by -> new HostEvent.MaintenanceBegun(by.now(), World.SOMETHING));
            case 9, 10 -> controllers.hand(host, by -> new HostEvent.MaintenanceEnded(by.now()));
            case 11 -> controllers.hand(host, by -> new HostEvent.EpochRaised(by.now()));
            default -> throw new IllegalStateException("dice have six sides");
        }
    }

    private void demand() {
        demands++;
        figures.demanded();
        int number = demands;
        Need need =
                switch (dice.below(3)) {
                    case 0 -> new Need.OneHost("host" + dice.below(world.hosts().size()));
                    case 1 -> new Need.Hosts(1 + dice.below(3));
                    default -> new Need.Room(1 + dice.below(20), dice.magnitude(1, 1L << 35));
                };
        long ahead = dice.chance(0.5) ? 0 : dice.magnitude(MINUTE, 120 * MINUTE);
        long length = dice.magnitude(5 * MINUTE, 240 * MINUTE);
        controllers.demand(by -> {
            Instant from = by.now().plusMillis(ahead);
            return new Demand(
                    "demand" + number,
                    "somebody",
                    need,
                    from,
                    from.plusMillis(length),
                    dice.below(3));
        });
    }

    @Override
    public void took(
            Controller by, SimHost host, HostEvent event, FleetHost before, HostStep step) {
        figures.step(before.state().getClass(), step.host().state().getClass());
        for (HostAction action : step.actions()) {
            switch (action) {
                case HostAction.Wake(_, var path) -> figures.action("Wake " + path.spelling());
                case HostAction.Answer(Verdict.Sleep _) -> figures.action("Answer sleep");
                case HostAction.Answer(Verdict.Drain _) -> figures.action("Answer drain");
                case HostAction.Answer(Verdict.Stay _) -> figures.action("Answer stay");
                case HostAction.Probe _ -> figures.action("Probe");
                case HostAction.Tell(Reason what) -> figures.action("Tell " + what.code());
                case HostAction.Note(Reason what) -> figures.action("Note " + what.code());
            }
        }
        if (event instanceof HostEvent.Wanted) {
            wanted.putIfAbsent(host.name(), event.now());
        } else if (event instanceof HostEvent.Unwanted) {
            wanted.remove(host.name());
        } else if (event instanceof HostEvent.MaintenanceEnded) {
            wanted.replace(host.name(), event.now());
        }
        digest =
                digest * 31
                        + world.time().now()
                        + step.host().state().spelling().hashCode()
                        + 7L * step.actions().size();
        trace.accept(() ->
                "%,15d ms  e%s %s %s%n      %s -> %s%n      %s"
                        .formatted(
                                world.time().now(),
                                by.epoch(),
                                host.name(),
                                event,
                                before.state(),
                                step.host().state(),
                                step.actions()));
    }

    @Override
    public Instant wantedSince(SimHost host, Instant otherwise) {
        return wanted.getOrDefault(host.name(), otherwise);
    }

    @Override
    public void told(Reason what) {}

    @Override
    public void noted(Reason what) {}

    @Override
    public void takes(SimHost host, Lease lease) {
        figures.leased();
        trace.accept(
                () -> "%,15d ms  %s takes %s".formatted(world.time().now(), host.name(), lease));
    }

    @Override
    public void sleeps(SimHost host) {
        figures.slept();
        trace.accept(() -> "%,15d ms  %s sleeps".formatted(world.time().now(), host.name()));
    }

    @Override
    public void leavesSleep(SimHost host) {
        trace.accept(() ->
                "%,15d ms  %s sleeps no more, after %s"
                        .formatted(
                                world.time().now(),
                                host.name(),
                                Duration.ofMillis(world.time().now() - host.since())));
    }

    @Override
    public void answered(SimHost host, Verdict verdict) {
        trace.accept(() ->
                "%,15d ms  %s is answered %s".formatted(world.time().now(), host.name(), verdict));
    }
}
