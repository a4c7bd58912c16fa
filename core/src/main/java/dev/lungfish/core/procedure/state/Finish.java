package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.judgement.AdmissionReason;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.judgement.OutcomeReason;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The last states: everything is undone, the outcome is being written down.
sealed interface Finish extends ProcedureState {
    /// How often something that must be done is tried before it is told that it was not.
    int TRIES = 3;

    @Override
    default Phase phase() {
        return Phase.UNDOING;
    }

    /// Ends a request: undoes everything, then writes the outcome down.
    static Step begin(ProcedureContext context, Outcome outcome, Event event) {
        return Rollback.begin(
                context.everything(), new Rollback.Purpose.End(context, outcome), event);
    }

    /// Ends a request that can't be carried out. Where the host has slept already it stays awake
    /// now; otherwise the request is refused, and all is undone, so nothing was changed.
    static Step refuse(ProcedureContext context, Reason reason, Event event) {
        return refuse(context, List.of(reason), event);
    }

    /// The same with several reasons.
    static Step refuse(ProcedureContext context, List<? extends Reason> reasons, Event event) {
        return begin(
                context,
                context.segments().isEmpty()
                        ? new Outcome.Refused(List.copyOf(reasons))
                        : staysAwake(context, reasons),
                event);
    }

    /// Ends a request that has too little time left to sleep. A host that was woken for a wakeup,
    /// as planned, is back as promised, though before that time.
    static Step tooLittleLeft(ProcedureContext context, Reason reason, Event event) {
        if (context.segments().isEmpty() || !wokenForWakeup(context)) {
            return refuse(context, reason, event);
        }
        Segment last = context.segments().getLast();
        return begin(
                context,
                new Outcome.Slept(
                        context.asleep(),
                        last.untilPromise().negated(),
                        last.cause(),
                        new OutcomeReason.SleptUntilWakeup(
                                context.asleep(),
                                last.cause().description(),
                                last.untilPromise().abs(),
                                reason)),
                event);
    }

    private static boolean wokenForWakeup(ProcedureContext context) {
        Segment last = context.segments().getLast();
        return last.reason() == AlarmPlan.Reason.WAKEUP
                && last.off().compareTo(context.settings().earlyTolerance().negated()) >= 0;
    }

    /// The outcome of a request whose last sleep is not followed by another, though the promised
    /// time had not come.
    static Outcome staysAwake(ProcedureContext context, List<? extends Reason> why) {
        Segment last = context.segments().getLast();
        return new Outcome.WokeEarly(
                context.asleep(),
                last.untilPromise().negated(),
                last.cause(),
                new OutcomeReason.StaysAwake(last.cause().description(), why));
    }

    /// Ends a request whose requester does not want it any more; empty where nobody cancelled it.
    static Optional<Step> cancelIfAsked(ProcedureContext context, Event event) {
        return event.cancelledBy().isPresent()
                ? Optional.of(begin(context, cancelled(event, context.segments()), event))
                : Optional.empty();
    }

    /// The outcome of a request that was cancelled.
    static Outcome cancelled(Event event, List<Segment> segments) {
        String by = event.cancelledBy().orElse("somebody");
        Duration asleep =
                segments.stream().map(Segment::asleep).reduce(Duration.ZERO, Duration::plus);
        return new Outcome.Cancelled(
                by,
                asleep,
                segments.isEmpty()
                        ? new OutcomeReason.CancelledBeforeSleep(by)
                        : new OutcomeReason.CancelledAfterSleep(by, asleep));
    }

    /// Ends a request where what was asked for failed; empty where it did not.
    static Optional<Step> refuseIfFailed(ProcedureContext context, Event event) {
        return event.answer() instanceof Answer.Failed failed
                ? Optional.of(refuse(context, failed.what(), event))
                : Optional.empty();
    }

    /// Ends a request where something keeps the host awake, or may do so; empty where nothing does.
    static Optional<Step> refuseIfBlocked(ProcedureContext context, Event event) {
        return switch (event.answer()) {
            case Answer.BlockersFound(List<Blocker> blockers, _, List<Reason> unreadable) ->
                    blockers.isEmpty() && unreadable.isEmpty()
                            ? Optional.empty()
                            : Optional.of(refuse(context, reasons(blockers, unreadable), event));
            case Answer.Failed failed ->
                    Optional.of(
                            refuse(
                                    context,
                                    new AdmissionReason.BlockersNotFound(failed.what()),
                                    event));
            case Answer other ->
                    throw new IllegalStateException("no answer about blockers: " + other);
        };
    }

    private static List<Reason> reasons(List<Blocker> blockers, List<Reason> unreadable) {
        return Stream.<Reason>concat(
                        blockers.stream()
                                .map(blocker ->
                                        new AdmissionReason.KeptAwake(
                                                blocker.name(), blocker.reason())),
                        unreadable.stream().map(AdmissionReason.BlockersUnknown::new))
                .toList();
    }

    static IllegalStateException unexpected(ProcedureState state, Answer answer) {
        return new IllegalStateException("not an answer that " + state + " waits for: " + answer);
    }

    /// Everything is undone: writes the outcome where there must be one.
    static Step afterUndoing(ProcedureContext context, Outcome outcome, Event event) {
        return context.accepted()
                ? Step.of(
                        new NotingOutcome(context, outcome, 1),
                        new Effect.Write(
                                new JournalEntry.Ended(outcome, context.leftBehind(), event.at())))
                : Step.of(new Closing(outcome, context.leftBehind()), new Effect.Close());
    }

    /// The outcome is being written down.
    ///
    /// @param tries how often that was tried, this time included
    record NotingOutcome(ProcedureContext context, Outcome outcome, int tries) implements Finish {
        @Override
        public Step on(Event event) {
            return switch (event.answer()) {
                case Answer.Done _ ->
                        Step.of(new Closing(outcome, context.leftBehind()), new Effect.Close());
                case Answer.Failed failed when tries < TRIES ->
                        Step.of(
                                new NotingOutcome(context, outcome, tries + 1),
                                new Effect.Write(
                                        new JournalEntry.Ended(
                                                outcome, context.leftBehind(), event.at())));
                case Answer.Failed failed ->
                        Step.of(
                                new Closing(
                                        outcome,
                                        context.leavingBehind(
                                                        List.of(
                                                                new UndoReason.OutcomeNotWritten(
                                                                        failed.what())))
                                                .leftBehind()),
                                new Effect.Close());
                case Answer other -> throw unexpected(this, other);
            };
        }
    }

    /// Files are being closed. Nothing depends on it.
    record Closing(Outcome outcome, List<Reason> leftBehind) implements Finish {
        @Override
        public Step on(Event event) {
            return Ended.with(outcome, leftBehind);
        }
    }
}
