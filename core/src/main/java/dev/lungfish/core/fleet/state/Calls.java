package dev.lungfish.core.fleet.state;

import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What follows when a host calls.
final class Calls {
    private Calls() {}

    static void take(Course course, HostEvent.CheckedIn event) {
        CheckIn call = event.call();
        Optional<Rest> rest = course.state.rest();
        boolean ended =
                rest.isPresent() && rest.get().isFor(call.ended().map(CheckIn.EndedLease::id));
        if (!ended && mayBeOlder(course, call, rest)) {
            repeat(course, event);
            return;
        }
        HostState before = course.state;
        boolean slept = learn(course, call, rest);
        place(course, event, slept && ownAlarm(before), before);
    }

    /// Whether the call may have been sent before the latest order, notice or sleep.
    private static boolean mayBeOlder(Course course, CheckIn call, Optional<Rest> rest) {
        Optional<CheckIn.Boot> known = course.history.boot();
        if (known.isEmpty() || !known.get().id().equals(call.boot().id())) {
            return false;
        }
        boolean sleepOpen =
                rest.filter(sleep -> sleep.lease().isPresent() || sleep.certain()).isPresent();
        long sleeps = known.get().sleeps();
        boolean older = call.boot().sleeps() < sleeps;
        boolean ofTheSame = call.boot().sleeps() == sleeps && sleepOpen;
        if (!older && !ofTheSame) {
            return false;
        }
        Instant newest = course.history.called().orElse(Instant.MIN);
        if (ofTheSame && course.state.since().isAfter(newest)) {
            newest = course.state.since();
        }
        boolean recent = course.now.isBefore(newest.plus(course.rules.late()));
        return recent || (ofTheSame && course.state instanceof HostState.Ordered);
    }

    /// Answers a call that proves nothing: with the lease that is under way, where the host may not
    /// have got it.
    private static void repeat(Course course, HostEvent.CheckedIn event) {
        if (!(course.state instanceof HostState.Ordered ordered)) {
            course.stay(new FleetReason.CallTooLate());
            return;
        }
        Lease lease = ordered.sleep().lease().orElseThrow();
        Optional<FleetReason> no = authority(course, event.call()).or(() -> course.refusal(true));
        Duration left = lease.length().minus(Duration.between(ordered.sleep().since(), course.now));
        if (no.isPresent()) {
            course.stay(no.get());
        } else if (!(event.permission() instanceof Permission.May)
                || !lease.epoch().equals(course.context.epoch())) {
            course.stay(new FleetReason.LeaseUnderWay(lease.id()));
        } else if (left.compareTo(course.rules.order()) <= 0) {
            course.stay(new FleetReason.LeaseStale(lease.id()));
        } else {
            course.sleep(
                    new Lease(lease.id(), lease.epoch(), lease.target(), left, lease.autonomy()),
                    event.permission().reason());
        }
    }

    /// Remembers what the call tells. Whether the host has slept since its last one.
    private static boolean learn(Course course, CheckIn call, Optional<Rest> rest) {
        Instant now = course.now;
        HostState before = course.state;
        Optional<CheckIn.Boot> known = course.history.boot();
        boolean booted = known.filter(boot -> !boot.id().equals(call.boot().id())).isPresent();
        boolean slept =
                known.filter(boot -> boot.sleeps() < call.boot().sleeps()).isPresent() || booted;
        course.history =
                course.history.heard(call.boot(), now, rest.flatMap(Rest::lease).map(Lease::id));
        if (slept && rest.isPresent()) {
            Duration asleep = Duration.between(rest.get().since(), now);
            course.history =
                    course.history.woke(
                            now,
                            ownAlarm(before),
                            asleep.compareTo(course.rules.worthwhile()) >= 0);
        }
        if (before instanceof HostState.Overdue || before instanceof HostState.Lost) {
            course.tell(new FleetReason.HostBackAgain(Duration.between(before.since(), now)));
        }
        if (booted
                && rest.filter(sleep -> sleep.certain() && sleep.lease().isPresent()).isPresent()) {
            course.fallSick(new FleetReason.HostBootedFromSleep());
        }
        if (before instanceof HostState.Overdue overdue && overdue.alarm()) {
            course.history = course.history.wasLate();
            if (course.history.lates() >= course.rules.lates()) {
                course.fallSick(new FleetReason.HostAlarmsFailed(course.history.lates()));
            }
        }
        call.ended()
                .filter(lease ->
                        rest.filter(sleep -> sleep.isFor(Optional.of(lease.id()))).isPresent())
                .ifPresent(lease -> weigh(course, lease));
        recover(course, call);
        return slept;
    }

    /// What the end of a lease says of the host.
    private static void weigh(Course course, CheckIn.EndedLease lease) {
        Reason why = lease.reason();
        switch (lease.ending()) {
            case NEVER_ENTERED, UNPROVEN -> {
                course.note(new FleetReason.LeaseEndedOtherwise(lease.id(), why));
                course.history = course.history.failedToEnter(course.now);
                int times = course.history.unentered().size();
                if (times >= course.rules.entries()) {
                    course.fallSick(new FleetReason.HostNeverSlept(times));
                }
                backOff(course, why);
            }
            case REFUSED -> {
                course.note(new FleetReason.LeaseEndedOtherwise(lease.id(), why));
                backOff(course, why);
            }
            case RESUMED_FROM_NOTHING -> {
                if (course.history.sickness().isEmpty()) {
                    course.fallSick(new FleetReason.HostBootedFromSleep());
                }
            }
            case SLEPT, WOKE_EARLY, WOKE_LATE, WOKEN, CANCELLED -> {}
        }
    }

    private static void backOff(Course course, Reason why) {
        course.history = course.history.pausedUntil(course.now.plus(course.rules.awake()), why);
    }

    /// Time and a verified way back make a host well.
    private static void recover(Course course, CheckIn call) {
        boolean over =
                course.history
                        .sickness()
                        .filter(spell ->
                                !course.now.isBefore(spell.at().plus(course.rules.sickness())))
                        .isPresent();
        if (over && !call.returns().isEmpty()) {
            course.history = course.history.well();
            course.note(new FleetReason.HostWellAgain());
        }
    }

    /// Whether nobody but the host's own alarm has woken it.
    private static boolean ownAlarm(HostState before) {
        return before instanceof HostState.Asleep || before instanceof HostState.Due;
    }

    private static void place(
            Course course, HostEvent.CheckedIn event, boolean byItself, HostState before) {
        CheckIn call = event.call();
        Instant next = course.now.plus(course.rules.call());
        if (before instanceof HostState.Maintenance maintenance) {
            course.state =
                    new HostState.Maintenance(before.since(), Optional.empty(), maintenance.why());
            course.stay(new FleetReason.HostInMaintenance(maintenance.why()));
            return;
        }
        Optional<FleetReason> no =
                authority(course, call)
                        .or(() -> course.refusal(byItself))
                        .or(() -> wayBack(event.permission(), call));
        boolean back = before.rest().isPresent();
        switch (event.permission()) {
            case Permission.May(Lease lease, Reason why) when no.isEmpty() -> {
                Rest sleep =
                        new Rest(
                                Optional.of(lease),
                                course.now,
                                Optional.of(course.now.plus(most(course, lease, lease.length()))),
                                false);
                course.state = new HostState.Ordered(course.now, sleep);
                course.sleep(lease, why);
            }
            case Permission.Drain(Duration again, Reason why) when no.isEmpty() -> {
                Instant later = course.now.plus(again);
                course.state =
                        before instanceof HostState.Draining draining
                                ? new HostState.Draining(
                                        draining.since(),
                                        later,
                                        draining.until(),
                                        draining.failed())
                                : new HostState.Draining(
                                        course.now,
                                        later,
                                        course.now.plus(course.rules.drain()),
                                        0);
                course.drain(again, why);
            }
            case Permission.MayNot(Duration again, Reason why) when no.isEmpty() ->
                    stayAwake(course, before, back, course.now.plus(again), again, why);
            case Permission.May _, Permission.MayNot _, Permission.Drain _ ->
                    stayAwake(course, before, back, next, course.rules.call(), no.orElseThrow());
        }
    }

    private static void stayAwake(
            Course course,
            HostState before,
            boolean back,
            Instant next,
            Duration again,
            Reason why) {
        if (course.history.sickness().isPresent()) {
            Instant since = before instanceof HostState.Sick sick ? sick.since() : course.now;
            course.state = new HostState.Sick(since, next);
        } else if (before instanceof HostState.Awake awake) {
            course.state = new HostState.Awake(awake.since(), next);
        } else if (before instanceof HostState.Settling settling && settling.unproved().isEmpty()) {
            course.state =
                    course.context.consumers()
                            ? new HostState.Settling(settling.since(), next, Optional.empty())
                            : new HostState.Awake(settling.since(), next);
        } else if (back) {
            course.state = new HostState.Settling(course.now, next, Optional.empty());
        } else {
            course.state = new HostState.Awake(course.now, next);
        }
        course.stay(again, why);
    }

    private static Optional<FleetReason> authority(Course course, CheckIn call) {
        return course.context.epoch().isBelow(call.highest())
                ? Optional.of(
                        new FleetReason.EpochPassed(
                                course.context.epoch().number(), call.highest().number()))
                : Optional.empty();
    }

    private static Optional<FleetReason> wayBack(Permission permission, CheckIn call) {
        return permission instanceof Permission.May(Lease lease, _)
                        && !call.returns().contains(lease.target())
                ? Optional.of(new FleetReason.HostWithoutWayBack(lease.target()))
                : Optional.empty();
    }

    /// How long a host may sleep from now on at most: to its alarm, and as often as it may sleep on
    /// by itself, with the time in which it looks for a controller.
    static Duration most(Course course, Lease lease, Duration length) {
        Autonomy autonomy = lease.autonomy();
        return length.plus(
                        autonomy.longest()
                                .plus(course.rules.silence())
                                .multipliedBy(autonomy.sleeps()))
                .plus(course.rules.tolerance());
    }
}
