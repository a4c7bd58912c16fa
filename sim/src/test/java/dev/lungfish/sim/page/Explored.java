package dev.lungfish.sim.page;

import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.CheckIn.Boot;
import dev.lungfish.core.fleet.lease.CheckIn.Cause;
import dev.lungfish.core.fleet.lease.CheckIn.EndedLease;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.HostStep;
import dev.lungfish.core.fleet.state.Permission;
import dev.lungfish.core.fleet.state.Rest;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.policy.Situation;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which states of a host of a fleet follow on which: every kind of event is handed to the machine
/// in every situation that differs for it, at once and just before the next limit; and time up to
/// each limit.
final class Explored {
    private static final Reason SOMETHING = ReceivedReason.uncoded("explored");
    private static final HostIdentity IDENTITY = new HostIdentity("lab1", List.of());
    private static final Instant BEGINNING = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration HOUR = Duration.ofHours(1);

    /// So many hosts of the same situation are looked at, as their times differ.
    private static final int OF_EACH = 2;

    /// The events by which one state follows on another one, by their simple names.
    final Map<String, Map<String, Set<String>>> next = new TreeMap<>();

    private final Map<String, Integer> seen = new HashMap<>();
    private final Deque<HostStep> left = new ArrayDeque<>();
    private final HostContext context;
    private int leases;

    private Explored(boolean consumers) {
        context =
                new HostContext(
                        HostRules.usual(),
                        new Epoch(7),
                        Duration.ofSeconds(10),
                        List.of(WakePath.PACKETS),
                        Duration.ofHours(8),
                        consumers);
    }

    static Explored all() {
        Explored all = new Explored(false);
        all.explore();
        Explored used = new Explored(true);
        used.explore();
        used.next.forEach((from, after) ->
                after.forEach((to, events) -> events.forEach(event -> all.add(from, to, event))));
        return all;
    }

    private void explore() {
        FleetHost first = FleetHost.enrolled(BEGINNING);
        visit(first.on(new HostEvent.Passed(BEGINNING), context));
        while (!left.isEmpty()) {
            HostStep step = left.remove();
            FleetHost host = step.host();
            Instant now = host.seen();
            Instant limit = step.again().orElse(now.plus(HOUR));
            take(host, new HostEvent.Passed(limit));
            if (host.state() instanceof HostState.Overdue overdue) {
                // Its limit comes only after many attempts.
                Instant patience = overdue.since().plus(context.rules().patience());
                take(host, new HostEvent.Passed(patience));
            }
            for (Instant at : List.of(now, limit.minusMillis(1))) {
                Instant moment = at.isBefore(now) ? now : at;
                events(host, moment).forEach(event -> take(host, event));
            }
        }
    }

    private void take(FleetHost host, HostEvent event) {
        HostStep after = host.on(event, context);
        String from = host.state().getClass().getSimpleName();
        String to = after.host().state().getClass().getSimpleName();
        if (!from.equals(to)) {
            add(from, to, event.getClass().getSimpleName());
        }
        visit(after);
    }

    private void add(String from, String to, String event) {
        next.computeIfAbsent(from, _ -> new TreeMap<>())
                .computeIfAbsent(to, _ -> new TreeSet<>())
                .add(event);
    }

    private void visit(HostStep step) {
        if (seen.merge(situation(step.host()), 1, Integer::sum) <= OF_EACH) {
            left.add(step);
        }
    }

    /// What the machine decides by, without the times.
    private String situation(FleetHost host) {
        Optional<Rest> rest = host.state().rest();
        return List.of(
                        host.state().getClass().getSimpleName(),
                        host.wanted().isPresent(),
                        host.held().isPresent(),
                        host.history().sickness().isPresent(),
                        host.speaksAgainstSleep(host.seen(), context).isPresent(),
                        Math.min(2, host.history().unentered().size()),
                        Math.min(2, host.history().lates()),
                        rest.isPresent(),
                        rest.flatMap(Rest::lease).isPresent(),
                        rest.flatMap(Rest::bound)
                                .map(bound -> bound.isAfter(host.seen()))
                                .toString(),
                        rest.filter(Rest::certain).isPresent(),
                        // Long enough for a sleep, or not yet.
                        host.state() instanceof HostState.Awake(Instant since, _)
                                ? Math.min(5, Duration.between(since, host.seen()).toMinutes() / 2)
                                : 0,
                        host.state() instanceof HostState.Awake(_, Instant call)
                                && call.isAfter(host.seen()),
                        host.state() instanceof HostState.Draining draining ? draining.failed() : 0)
                .toString();
    }

    private List<HostEvent> events(FleetHost host, Instant now) {
        List<HostEvent> events =
                new ArrayList<>(
                        List.of(
                                new HostEvent.Wanted(now, SOMETHING),
                                new HostEvent.Unwanted(now),
                                new HostEvent.WakeAsked(now, SOMETHING),
                                new HostEvent.PacketsFailed(now, 1, SOMETHING),
                                new HostEvent.Answered(now, SOMETHING),
                                new HostEvent.Silent(now),
                                new HostEvent.Examined(now, true, SOMETHING),
                                new HostEvent.Examined(now, false, SOMETHING),
                                new HostEvent.MoveFailed(now, SOMETHING),
                                new HostEvent.Held(now, SOMETHING),
                                new HostEvent.Released(now, SOMETHING),
                                new HostEvent.MaintenanceBegun(now, SOMETHING),
                                new HostEvent.MaintenanceEnded(now),
                                new HostEvent.Started(now),
                                new HostEvent.Restored(now),
                                new HostEvent.EpochRaised(now)));
        Optional<String> lease = host.state().rest().flatMap(Rest::lease).map(Lease::id);
        events.add(going(now, lease, Optional.of(HOUR)));
        events.add(going(now, Optional.of("other"), Optional.of(HOUR)));
        events.add(going(now, Optional.empty(), Optional.of(HOUR)));
        events.add(going(now, Optional.empty(), Optional.empty()));
        Boot boot = host.history().boot().orElse(new Boot("boot", 0));
        Optional<EndedLease> failed =
                lease.map(id ->
                        EndedLease.of(
                                id, new Outcome.NeverEntered("freeze", "", "EBUSY", SOMETHING)));
        leases++;
        List<Permission> permissions =
                List.of(
                        new Permission.May(
                                new Lease(
                                        "lease" + leases,
                                        context.epoch(),
                                        SleepTarget.MEM,
                                        HOUR,
                                        Autonomy.NONE),
                                SOMETHING),
                        new Permission.MayNot(HOUR, SOMETHING),
                        new Permission.Drain(HOUR, SOMETHING));
        for (Permission permission : permissions) {
            events.add(call(now, boot, Optional.empty(), permission));
            events.add(call(now, boot, failed, permission));
            events.add(
                    call(
                            now,
                            new Boot(boot.id(), boot.sleeps() + 1),
                            Optional.empty(),
                            permission));
            events.add(call(now, new Boot(boot.id() + "'", 0), Optional.empty(), permission));
        }
        return events;
    }

    private static HostEvent going(Instant now, Optional<String> lease, Optional<Duration> length) {
        return new HostEvent.GoingDown(
                now, new Entering(IDENTITY, "request", lease, SleepTarget.MEM, length));
    }

    private static HostEvent call(
            Instant now, Boot boot, Optional<EndedLease> ended, Permission permission) {
        return new HostEvent.CheckedIn(
                now,
                new CheckIn(
                        Cause.DUE,
                        IDENTITY,
                        Optional.empty(),
                        boot,
                        Epoch.NONE,
                        ended,
                        new CheckIn.Capacity(8, 1L << 33),
                        new Situation(
                                now.atZone(ZoneOffset.UTC),
                                OptionalInt.empty(),
                                OptionalInt.of(0),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                Optional.empty(),
                                OptionalInt.empty(),
                                List.of()),
                        Optional.empty(),
                        List.of(SleepTarget.MEM)),
                permission);
    }
}
