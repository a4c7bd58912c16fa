package dev.lungfish.core.fleet.state;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What follows from what is wanted and from the time alone, whatever has happened before.
final class Limits {
    /// More steps than one moment can bring.
    private static final int MOST_STEPS = 8;

    /// How long it is believed that nothing answers.
    private static final Duration SILENT = Duration.ofMinutes(1);

    private Limits() {}

    /// Takes every step that is due.
    static void pass(Course course) {
        for (int i = 0; i < MOST_STEPS; i++) {
            HostState before = course.state;
            step(course);
            if (course.state.equals(before)) {
                return;
            }
        }
    }

    private static void step(Course course) {
        switch (course.state) {
            case HostState.Unknown unknown -> step(course, unknown);
            case HostState.Awake(_, Instant call) -> miss(course, call);
            case HostState.Sick(_, Instant call) -> miss(course, call);
            case HostState.Draining draining -> step(course, draining);
            case HostState.Settling settling -> step(course, settling);
            case HostState.Ordered(Instant since, Rest sleep) -> {
                if (course.rules.order().compareTo(Duration.between(since, course.now)) <= 0) {
                    sleep.lease()
                            .ifPresent(lease ->
                                    course.note(new FleetReason.OrderUnanswered(lease.id())));
                    course.state = new HostState.Limbo(course.now, Optional.of(sleep));
                    course.probe();
                }
            }
            case HostState.Limbo limbo -> step(course, limbo);
            case HostState.Asleep(_, Rest sleep) -> restOrWake(course, sleep);
            case HostState.External(_, Rest sleep) -> restOrWake(course, sleep);
            case HostState.Due(Instant since, Rest sleep) -> {
                if (course.wanted.isPresent()) {
                    course.pursue(course.wanted.get());
                } else if (!course.now.isBefore(overdue(course.rules, since))) {
                    miss(
                            course,
                            Optional.of(sleep),
                            true,
                            new FleetReason.HostAlarmMissed(sleep.bound().orElse(since)));
                }
            }
            case HostState.Waking waking -> step(course, waking);
            case HostState.Overdue overdue -> step(course, overdue);
            case HostState.Lost _, HostState.Maintenance _ -> {}
        }
    }

    /// Where it may sleep, whoever needs it wakes it at once; where nobody thinks so, it has the
    /// time to call.
    private static void step(Course course, HostState.Unknown unknown) {
        if (course.wanted.isPresent() && unknown.perhaps().isPresent()) {
            course.pursue(course.wanted.get());
        } else if (isPast(course, unknown.since(), course.rules.settle())) {
            course.state = new HostState.Limbo(course.now, unknown.perhaps());
            course.probe();
        }
    }

    private static void miss(Course course, Instant call) {
        if (!course.now.isBefore(silent(course.rules, call))) {
            course.note(new FleetReason.HostStaysSilent(call));
            course.state = new HostState.Limbo(course.now, Optional.empty());
            course.probe();
        }
    }

    private static void step(Course course, HostState.Draining draining) {
        if (!course.now.isBefore(draining.until())) {
            stopDraining(
                    course,
                    draining.call(),
                    new FleetReason.DrainTooLong(Duration.between(draining.since(), course.now)));
        } else {
            miss(course, draining.call());
        }
    }

    static void stopDraining(Course course, Instant call, FleetReason why) {
        course.note(why);
        course.history = course.history.pausedUntil(course.now.plus(course.rules.backoff()), why);
        course.state = new HostState.Awake(course.now, call);
    }

    private static void step(Course course, HostState.Settling settling) {
        if (settling.unproved().isPresent()) {
            if (!course.now.isBefore(settling.call())) {
                miss(
                        course,
                        settling.unproved().map(Rest::doubted),
                        false,
                        new FleetReason.HostAnswersWithoutCall());
            }
            return;
        }
        miss(course, settling.call());
        if (course.state.equals(settling)
                && isPast(course, settling.since(), course.rules.settling())) {
            if (course.context.consumers()) {
                course.fallSick(new FleetReason.HostNotReady());
                course.state = new HostState.Sick(course.now, settling.call());
            } else {
                course.state = new HostState.Awake(settling.since(), settling.call());
            }
        }
    }

    private static void step(Course course, HostState.Limbo limbo) {
        Optional<Rest> perhaps = limbo.perhaps();
        if (course.wanted.isPresent()) {
            course.pursue(course.wanted.get());
        } else if (perhaps.filter(sleep -> sleep.isOver(course.now)).isPresent()) {
            course.state = new HostState.Due(course.now, perhaps.get().doubted());
        } else if (isPast(course, limbo.since(), course.rules.limbo())) {
            if (perhaps.isEmpty()) {
                miss(course, perhaps, false, new FleetReason.HostStaysSilent(limbo.since()));
            } else if (perhaps.get().bound().isPresent()) {
                course.state = new HostState.Asleep(course.now, perhaps.get().doubted());
            } else {
                course.state = new HostState.External(course.now, perhaps.get().doubted());
            }
        }
    }

    private static void restOrWake(Course course, Rest sleep) {
        if (course.wanted.isPresent()) {
            course.pursue(course.wanted.get());
        } else if (sleep.isOver(course.now)) {
            course.state = new HostState.Due(course.now, sleep);
        }
    }

    private static void step(Course course, HostState.Waking waking) {
        if (!course.now.isBefore(waking.until())) {
            miss(
                    course,
                    waking.perhaps(),
                    false,
                    new FleetReason.WakeUnanswered(waking.pursuit().attempts(), waking.why()));
        } else if (waking.pursuit().isDue(course.now)) {
            Pursuit pursuit = waking.pursuit().again(course.now);
            if (pursuit.isFirstOfPath()) {
                course.probe();
            }
            List<WakePath> paths = paths(course, waking.perhaps(), pursuit);
            if (!paths.isEmpty()) {
                course.wake(pursuit.attempts(), pursuit.path(paths));
            }
            course.state =
                    new HostState.Waking(
                            waking.since(),
                            waking.perhaps(),
                            pursuit,
                            waking.until(),
                            waking.why());
        }
    }

    private static void step(Course course, HostState.Overdue overdue) {
        if (isPast(course, overdue.since(), course.rules.patience())) {
            course.tell(
                    new FleetReason.HostGivenUp(
                            overdue.pursuit().attempts(),
                            Duration.between(overdue.since(), course.now)));
            course.state = new HostState.Lost(course.now, overdue.perhaps());
        } else if (overdue.pursuit().isDue(course.now)) {
            Pursuit pursuit = overdue.pursuit().patiently(course.now, course.rules);
            course.probe();
            paths(course, overdue.perhaps(), pursuit)
                    .forEach(path -> course.wake(pursuit.attempts(), path));
            course.state =
                    new HostState.Overdue(
                            overdue.since(),
                            overdue.perhaps(),
                            pursuit,
                            overdue.alarm(),
                            overdue.why());
        }
    }

    /// The paths that may be used now: power is switched on only where it is certain that the host
    /// sleeps, and nothing has answered lately.
    private static List<WakePath> paths(Course course, Optional<Rest> perhaps, Pursuit pursuit) {
        boolean certain =
                perhaps.filter(Rest::certain).isPresent()
                        && pursuit.silent()
                                .filter(time -> !isPast(course, time, SILENT))
                                .isPresent();
        return certain
                ? course.context.paths()
                : course.context.paths().stream()
                        .filter(path -> path != WakePath.POWER_ON)
                        .toList();
    }

    private static void miss(Course course, Optional<Rest> perhaps, boolean alarm, Reason why) {
        course.tell(why);
        course.state =
                new HostState.Overdue(course.now, perhaps, Pursuit.begin(course.now), alarm, why);
    }

    private static boolean isPast(Course course, Instant since, Duration limit) {
        return !course.now.isBefore(since.plus(limit));
    }

    /// From when on a host that last called then is missing.
    private static Instant silent(HostRules rules, Instant call) {
        return call.plus(rules.silence());
    }

    /// From when on a host that was due then is overdue.
    private static Instant overdue(HostRules rules, Instant due) {
        return due.plus(rules.grace());
    }

    /// When the next step may be due; empty where none is.
    static Optional<Instant> next(Course course) {
        HostRules rules = course.rules;
        return switch (course.state) {
            case HostState.Unknown(Instant since, _) -> Optional.of(since.plus(rules.settle()));
            case HostState.Awake(_, Instant call) -> Optional.of(silent(rules, call));
            case HostState.Sick(_, Instant call) -> Optional.of(silent(rules, call));
            case HostState.Draining(_, Instant call, Instant until, _) ->
                    earliest(Optional.of(until), silent(rules, call));
            case HostState.Settling(Instant since, Instant call, var unproved) ->
                    unproved.isPresent()
                            ? Optional.of(call)
                            : earliest(
                                    Optional.of(since.plus(rules.settling())), silent(rules, call));
            case HostState.Ordered(Instant since, _) -> Optional.of(since.plus(rules.order()));
            case HostState.Limbo(Instant since, var perhaps) ->
                    earliest(perhaps.flatMap(Rest::bound), since.plus(rules.limbo()));
            case HostState.Asleep(_, Rest sleep) -> sleep.bound();
            case HostState.External(_, Rest sleep) -> sleep.bound();
            case HostState.Due(Instant since, _) -> Optional.of(overdue(rules, since));
            case HostState.Waking(_, _, Pursuit pursuit, Instant until, _) ->
                    earliest(Optional.of(pursuit.next()), until);
            case HostState.Overdue(Instant since, _, Pursuit pursuit, _, _) ->
                    earliest(Optional.of(pursuit.next()), since.plus(rules.patience()));
            case HostState.Lost _, HostState.Maintenance _ -> Optional.empty();
        };
    }

    private static Optional<Instant> earliest(Optional<Instant> one, Instant other) {
        return Stream.concat(one.stream(), Stream.of(other)).min(Instant::compareTo);
    }
}
