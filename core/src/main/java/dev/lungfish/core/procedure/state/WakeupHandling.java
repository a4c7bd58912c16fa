package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.alarm.ArmingReason;
import dev.lungfish.core.procedure.alarm.DueWakeups;
import dev.lungfish.core.procedure.judgement.AdmissionReason;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Wakeups that others asked for are looked at, before each sleep anew: the host stays awake for
/// those whose time has come, waits for one that is due too soon, and sleeps until the next.
sealed interface WakeupHandling extends ProcedureState {
    /// How long the host stays awake before it looks whether the wakeup is still wanted.
    Duration LOOK = Duration.ofSeconds(30);

    /// How many wakeups a plan names.
    int NAMED = 16;

    /// What follows where nobody needs the host awake.
    sealed interface Then {
        /// Blockers are looked for, then the next sleep is planned.
        ///
        /// @param phase where the request is until then: a host that stays awake takes new work
        record Check(Phase phase) implements Then {}

        /// The next sleep is planned.
        ///
        /// @param cleared how many alarms that stood in the way were cleared, or seen too late
        record Plan(int cleared) implements Then {}
    }

    /// Looks.
    static Step look(ProcedureContext context, Then then) {
        return Step.of(new Looking(context, then), new Effect.FindWakeups());
    }

    /// Ends a request where it is not known who wants the host awake; empty where that is known.
    static Optional<Step> refuseIfUnknown(ProcedureContext context, Event event) {
        List<Reason> unknown =
                switch (event.answer()) {
                    case Answer.WakeupsFound(_, List<Reason> unreadable) -> unreadable;
                    case Answer.Failed failed -> List.of(failed.what());
                    case Answer other ->
                            throw new IllegalStateException("no answer about wakeups: " + other);
                };
        return unknown.isEmpty() || context.request().ignoredBlockers().contains(Blocker.WAKEUPS)
                ? Optional.empty()
                : Optional.of(
                        Finish.refuse(
                                context,
                                unknown.stream().map(AdmissionReason.WakeupsUnknown::new).toList(),
                                event));
    }

    /// Ends a request for a sleep without a bound where somebody asked for a wakeup, which nothing
    /// would keep; empty where nobody did, or that is ignored.
    static Optional<Step> refuseIfSleptPast(ProcedureContext context, Event event) {
        if (!context.isUnbounded()
                || context.request().ignoredBlockers().contains(Blocker.WAKEUPS)) {
            return Optional.empty();
        }
        List<AdmissionReason.WakeupSleptPast> reasons =
                found(event.answer()).stream()
                        .filter(wakeup -> wakeup.at().isAfter(event.at().wall()))
                        .sorted(Comparator.comparing(Wakeup::at))
                        .limit(NAMED)
                        .map(wakeup ->
                                new AdmissionReason.WakeupSleptPast(
                                        wakeup.reason(), wakeup.requester(), wakeup.at()))
                        .toList();
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(Finish.refuse(context, reasons, event));
    }

    /// What was found, where anything was.
    static List<Wakeup> found(Answer answer) {
        return answer instanceof Answer.WakeupsFound(List<Wakeup> wakeups, _) ? wakeups : List.of();
    }

    /// What wakeups mean for a request.
    static List<PlanStep> inPlan(SleepRequest request, List<Wakeup> wakeups, Instant now) {
        if (request.length().isEmpty()) {
            return List.of(); // With a wakeup ahead it is refused.
        }
        Instant promised = now.plus(request.delay()).plus(request.length().get());
        List<PlanStep> steps =
                wakeups.stream()
                        .filter(wakeup -> wakeup.end().isAfter(now))
                        .filter(wakeup -> wakeup.at().isBefore(promised))
                        .sorted(Comparator.comparing(Wakeup::at))
                        .map(Wakeup::inPlan)
                        .toList();
        return steps.size() <= NAMED
                ? steps
                : Stream.concat(
                                steps.stream().limit(NAMED),
                                Stream.of(new PlanStep.MoreWakeups(steps.size() - NAMED)))
                        .toList();
    }

    /// The wakeups are being asked for.
    record Looking(ProcedureContext context, Then then) implements WakeupHandling {
        @Override
        public Phase phase() {
            return switch (then) {
                case Then.Check(Phase until) -> until;
                case Then.Plan _ -> Phase.ARMING;
            };
        }

        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .or(() -> refuseIfUnknown(context, event))
                    .or(() -> refuseIfSleptPast(context, event))
                    .orElseGet(() -> decide(found(event.answer()), event));
        }

        private Step decide(List<Wakeup> wakeups, Event event) {
            Moment now = event.at();
            DueWakeups known = context.appointments().seen(wakeups, now, context.woke());
            ProcedureContext informed = context.heeding(known);
            List<Wakeup> standing = known.standing(wakeups, now);
            if (!standing.isEmpty()) {
                return stay(informed, standing, event);
            }
            Duration left = context.promised().minus(now.sinceBoot());
            Optional<Wakeup> next =
                    context.isUnbounded() ? Optional.empty() : known.first(wakeups, now, left);
            return next.filter(wakeup -> isTooSoon(wakeup, now))
                    .map(wakeup ->
                            stayAwake(
                                    informed,
                                    Duration.between(now.wall(), wakeup.at()),
                                    Effect.Wait.Reason.WAKEUP))
                    .orElseGet(() -> goOn(informed, next, event));
        }

        /// A sleep so short might be refused half-way for its alarm, and be gained by nobody.
        private boolean isTooSoon(Wakeup wakeup, Moment now) {
            return Duration.between(now.wall(), wakeup.at())
                            .compareTo(
                                    context.lead()
                                            .multipliedBy(2)
                                            .plus(Arming.SECOND)
                                            .plus(context.way().slack()))
                    <= 0;
        }

        private Step goOn(ProcedureContext informed, Optional<Wakeup> next, Event event) {
            return switch (then) {
                case Then.Check _ -> Countdown.findBlockers(informed);
                case Then.Plan(int cleared) -> Arming.plan(informed, next, cleared, event);
            };
        }
    }

    /// Waits, and looks again in between: a wakeup may be taken back.
    private static Step stayAwake(
            ProcedureContext context, Duration length, Effect.Wait.Reason reason) {
        return Step.of(
                new Awake(context),
                new Effect.Wait(length.compareTo(LOOK) < 0 ? length : LOOK, reason));
    }

    /// Stays awake for those whose time has come; where that leaves too little to sleep, the
    /// request has come to its end.
    private static Step stay(ProcedureContext context, List<Wakeup> standing, Event event) {
        Duration until =
                standing.stream()
                        .map(context.appointments()::until)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        Duration now = event.at().sinceBoot();
        Duration rest = context.promised().minus(until);
        if (rest.compareTo(context.lead().plus(Arming.SECOND)) <= 0) {
            return Finish.tooLittleLeft(
                    context,
                    new ArmingReason.AwakeForWakeups(
                            until.minus(now),
                            standing.stream()
                                    .map(wakeup ->
                                            new ArmingReason.WakeupWanted(
                                                    wakeup.reason(), wakeup.requester()))
                                    .toList()),
                    event);
        }
        return stayAwake(context, until.minus(now), Effect.Wait.Reason.WAKEUP_STAY);
    }

    /// The host is awake for a wakeup, or until it.
    record Awake(ProcedureContext context) implements WakeupHandling {
        @Override
        public Phase phase() {
            return Phase.STAYING;
        }

        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .or(() -> Finish.refuseIfFailed(context, event))
                    .orElseGet(() -> look(context, new Then.Check(Phase.STAYING)));
        }
    }
}
