package dev.lungfish.core.fleet.state;

import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.Optional;

/// What follows from all events but the calls of the host itself.
final class Changes {
    private Changes() {}

    static void take(Course course, HostEvent event) {
        switch (event) {
            case HostEvent.CheckedIn _, HostEvent.GoingDown _, HostEvent.Passed _ -> {}
            case HostEvent.Wanted(_, Reason why) -> {
                if (course.wanted.isEmpty()) {
                    hurry(course);
                }
                course.wanted = Optional.of(why);
                course.target = Target.AWAKE;
            }
            case HostEvent.Unwanted _ -> course.wanted = Optional.empty();
            case HostEvent.WakeAsked(_, Reason why) -> {
                if (mayBeAsleep(course.state)) {
                    course.pursue(why);
                }
                hurry(course);
            }
            case HostEvent.PacketsSent _ -> {}
            case HostEvent.PacketsFailed(_, int attempt, Reason why) ->
                    failed(course, attempt, why);
            case HostEvent.Answered _ -> answered(course);
            case HostEvent.Silent(Instant now) -> asked(course, Optional.of(now));
            case HostEvent.Examined(_, boolean ready, _) -> {
                if (ready
                        && course.state
                                instanceof
                                HostState.Settling(Instant since, Instant call, var doubt)
                        && doubt.isEmpty()) {
                    course.state = new HostState.Awake(since, call);
                }
            }
            case HostEvent.MoveFailed _ -> moveFailed(course);
            case HostEvent.Held(_, Reason why) -> course.held = Optional.of(why);
            case HostEvent.MaintenanceBegun(Instant now, Reason why) ->
                    course.state = new HostState.Maintenance(now, course.state.rest(), why);
            case HostEvent.MaintenanceEnded _ -> {
                if (course.state instanceof HostState.Maintenance(_, var perhaps, _)) {
                    course.state = new HostState.Unknown(course.now, perhaps);
                }
            }
            case HostEvent.Released _ -> release(course);
            case HostEvent.Started _ -> started(course);
            case HostEvent.Restored _ -> restored(course);
            case HostEvent.EpochRaised _ -> {
                if (course.state instanceof HostState.Ordered(_, Rest sleep)) {
                    course.state = new HostState.Limbo(course.now, Optional.of(sleep));
                }
            }
        }
    }

    private static boolean mayBeAsleep(HostState state) {
        return switch (state) {
            case HostState.Unknown _,
                    HostState.Asleep _,
                    HostState.Limbo _,
                    HostState.Due _,
                    HostState.External _,
                    HostState.Lost _ ->
                    true;
            // Those are being woken, or are to answer before they go.
            case HostState.Awake _,
                    HostState.Draining _,
                    HostState.Ordered _,
                    HostState.Waking _,
                    HostState.Settling _,
                    HostState.Overdue _,
                    HostState.Sick _,
                    HostState.Maintenance _ ->
                    false;
        };
    }

    /// Whoever is overdue is not left to its long pauses where somebody needs it.
    private static void hurry(Course course) {
        if (course.state
                instanceof
                HostState.Overdue(var since, var perhaps, var pursuit, boolean alarm, Reason why)) {
            course.state =
                    new HostState.Overdue(since, perhaps, pursuit.hurried(course.now), alarm, why);
        }
    }

    private static void failed(Course course, int attempt, Reason why) {
        course.note(new FleetReason.HostPacketsNotSent(attempt, why));
        if (course.state
                        instanceof
                        HostState.Waking(var since, var perhaps, var pursuit, var until, var whom)
                && pursuit.attempts() == attempt) {
            course.state =
                    new HostState.Waking(
                            since, perhaps, pursuit.byNextPath(course.now), until, whom);
        }
    }

    /// Whatever answers may be something else than the host: only its call proves that it is awake.
    private static void answered(Course course) {
        switch (course.state) {
            case HostState.Waking(_, var perhaps, _, _, _) -> seems(course, perhaps);
            case HostState.Due(_, Rest sleep) -> seems(course, Optional.of(sleep));
            case HostState _ -> asked(course, Optional.empty());
        }
    }

    private static void seems(Course course, Optional<Rest> perhaps) {
        Rest doubted =
                perhaps.map(Rest::doubted)
                        .orElseGet(() ->
                                new Rest(Optional.empty(), course.now, Optional.empty(), false));
        course.state =
                new HostState.Settling(
                        course.now, course.now.plus(course.rules.proof()), Optional.of(doubted));
    }

    private static void asked(Course course, Optional<Instant> silent) {
        if (course.state
                instanceof
                HostState.Overdue(var since, var perhaps, var pursuit, boolean alarm, Reason why)) {
            course.state = new HostState.Overdue(since, perhaps, pursuit.asked(silent), alarm, why);
        } else if (course.state
                instanceof
                HostState.Waking(var since, var perhaps, var pursuit, var until, var why)) {
            course.state = new HostState.Waking(since, perhaps, pursuit.asked(silent), until, why);
        }
    }

    private static void moveFailed(Course course) {
        if (!(course.state
                instanceof
                HostState.Draining(Instant since, Instant call, Instant until, int before))) {
            return;
        }
        int failed = before + 1;
        course.state = new HostState.Draining(since, call, until, failed);
        if (failed >= course.rules.moves()) {
            Limits.stopDraining(course, call, new FleetReason.DrainGivenUp(failed));
        }
    }

    private static void release(Course course) {
        course.held = Optional.empty();
        course.history = course.history.well();
        switch (course.state) {
            case HostState.Sick(_, Instant call) ->
                    course.state = new HostState.Awake(course.now, call);
            case HostState.Lost(_, var perhaps) -> {
                course.state = new HostState.Limbo(course.now, perhaps);
                course.probe();
            }
            case HostState _ -> {}
        }
    }

    /// Calls may have been missed while no controller ran, so nobody is awake, due or overdue
    /// before it had the time to call.
    private static void started(Course course) {
        Instant now = course.now;
        settle(course);
        course.state =
                switch (course.state) {
                    case HostState.Awake _, HostState.Draining _, HostState.Sick _ ->
                            new HostState.Unknown(now, Optional.empty());
                    case HostState.Settling(_, _, var unproved) ->
                            new HostState.Unknown(now, unproved);
                    case HostState.Ordered(_, Rest sleep) ->
                            new HostState.Limbo(now, Optional.of(sleep));
                    case HostState.Due(_, Rest sleep) ->
                            new HostState.Unknown(now, Optional.of(sleep));
                    case HostState.Asleep(_, Rest sleep) when sleep.isOver(now) ->
                            new HostState.Unknown(now, Optional.of(sleep));
                    case HostState.Waking(_, var perhaps, _, _, Reason why) ->
                            new HostState.Waking(
                                    now,
                                    perhaps,
                                    Pursuit.begin(now),
                                    now.plus(course.context.wakeLimit()),
                                    why);
                    case HostState.Unknown(_, var perhaps) -> new HostState.Unknown(now, perhaps);
                    case HostState.Limbo(_, var perhaps) -> new HostState.Limbo(now, perhaps);
                    case HostState.Asleep _,
                            HostState.Overdue _,
                            HostState.Lost _,
                            HostState.External _,
                            HostState.Maintenance _ ->
                            course.state;
                };
    }

    /// What the database says may be long over: each host may sleep as long as anybody could have
    /// let it.
    private static void restored(Course course) {
        Instant now = course.now;
        settle(course);
        if (course.state instanceof HostState.Maintenance) {
            return;
        }
        Instant latest = now.plus(course.context.longest()).plus(course.rules.tolerance());
        Optional<Instant> known = course.state.rest().flatMap(Rest::bound);
        Rest feared =
                new Rest(
                        Optional.empty(),
                        now,
                        Optional.of(known.filter(bound -> bound.isAfter(latest)).orElse(latest)),
                        false);
        course.state = new HostState.Unknown(now, Optional.of(feared));
        course.history = course.history.forgetting();
    }

    private static void settle(Course course) {
        Instant until = course.now.plus(course.rules.settle());
        course.history =
                course.history.pausedUntil(until, new FleetReason.ControllerSettles(until));
    }
}
