package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.alarm.ArmedWake;
import dev.lungfish.core.procedure.alarm.ProvedNic;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.Segment.SegmentReason;
import dev.lungfish.core.procedure.alarm.VerifiedWake;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.CauseJudge;
import dev.lungfish.core.procedure.judgement.Continuation;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.judgement.OutcomeReason;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.judgement.ProofFromSleep;
import dev.lungfish.core.procedure.judgement.SegmentJudge;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.ProofReason;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The host goes to sleep, sleeps, and what happened is found out. None of this can be cancelled; a
/// cancellation counts before the next sleep.
sealed interface Sleeping extends ProcedureState {

    @Override
    default Phase phase() {
        return Phase.RESUMED;
    }

    /// The host is asleep, or on the way there or back.
    record Entering(ProcedureContext context, VerifiedWake wake, SleepEvidence before)
            implements Sleeping {
        @Override
        public Phase phase() {
            return Phase.ASLEEP;
        }

        @Override
        public Step on(Event event) {
            Answer.Entry entry =
                    switch (event.answer()) {
                        case Answer.Returned(Answer.Entry answered) -> answered;
                        // Whoever broke off may have begun: the alarm must stay.
                        case Answer.Failed(Reason what, _) -> new Answer.Entry.Hanging(what);
                        case Answer other -> throw Finish.unexpected(this, other);
                    };
            return Step.of(
                    new ObservingAfter(
                            entry instanceof Answer.Entry.Hanging ? keepWayBack() : context,
                            wake,
                            before,
                            entry),
                    new Effect.Observe(context.way().rtc()));
        }

        /// A sleep that may yet be entered needs its alarm.
        private ProcedureContext keepWayBack() {
            return context.keepingAlarms().leavingBehind(List.of(keptWayBack()));
        }

        private Reason keptWayBack() {
            return switch (wake) {
                case ArmedWake armed ->
                        new UndoReason.AlarmKept(armed.plan().rtc(), armed.plan().at().asIfUtc());
                case ProvedNic card -> new UndoReason.CardKept(Optional.of(card.card()));
            };
        }
    }

    /// The evidence after the sleep is being read.
    record ObservingAfter(
            ProcedureContext context, VerifiedWake wake, SleepEvidence before, Answer.Entry entry)
            implements Sleeping {
        @Override
        public Step on(Event event) {
            return switch (event.answer()) {
                case Answer.Observed(SleepEvidence after) -> judge(after, event);
                case Answer.Failed failed ->
                        Finish.begin(
                                context,
                                new Outcome.Unproven(
                                        context.asleep(),
                                        new SegmentReason.EvidenceUnreadable(failed.what())),
                                event);
                case Answer other -> throw Finish.unexpected(this, other);
            };
        }

        private Step judge(SleepEvidence after, Event event) {
            return switch (new SegmentJudge(context.way(), before, after, entry).judge()) {
                case SegmentJudge.Verdict.Slept(Duration asleep) -> note(asleep, after);
                case SegmentJudge.Verdict.Ends(Outcome outcome) ->
                        fails(outcome)
                                ? Step.of(
                                        new Failing(context, afterAll(outcome)),
                                        new Effect.KeepProof(failed(outcome, after)))
                                : Finish.begin(context, afterAll(outcome), event);
            };
        }

        /// Whether a proof failed that was wanted. Of a card that may have been woken by a packet
        /// right away nothing is known where the sleep can't be proved.
        private boolean fails(Outcome outcome) {
            return context.request()
                    .proved()
                    .filter(way -> way == WayBack.RTC || outcome instanceof Outcome.NeverEntered)
                    .isPresent();
        }

        private Proof failed(Outcome outcome, SleepEvidence after) {
            return new Proof(
                    context.proving(),
                    context.way().state(),
                    after.at().wall(),
                    false,
                    Optional.empty(),
                    new ProofReason.ProofFailed(outcome.reason()));
        }

        /// A host that slept before and could not sleep on did sleep.
        private Outcome afterAll(Outcome outcome) {
            if (context.segments().isEmpty()) {
                return outcome;
            }
            return switch (outcome) {
                case Outcome.NeverEntered never ->
                        Finish.staysAwake(
                                context, List.of(new OutcomeReason.CannotSleepOn(never.reason())));
                case Outcome.Unproven(Duration asleep, Reason reason) ->
                        new Outcome.Unproven(context.asleep().plus(asleep), reason);
                default -> outcome;
            };
        }

        private Step note(Duration asleep, SleepEvidence after) {
            Segment segment =
                    switch (wake) {
                        case ArmedWake armed -> ended(armed, asleep, after);
                        case ProvedNic _ ->
                                new CauseJudge(
                                                context.way(),
                                                Optional.empty(),
                                                before,
                                                after,
                                                false)
                                        .segment(asleep, Duration.ZERO, Duration.ZERO);
                    };
            return Step.of(
                    new NotingReturn(context.slept(segment)),
                    new Effect.Write(new JournalEntry.Returned(segment)));
        }

        private Segment ended(ArmedWake armed, Duration asleep, SleepEvidence after) {
            Duration off = after.at().sinceBoot().minus(armed.dueSinceBoot());
            Duration untilPromise = context.promised().minus(after.at().sinceBoot());
            boolean late =
                    off.compareTo(context.settings().lateTolerance(context.way().state())) > 0;
            return new CauseJudge(context.way(), Optional.of(armed.plan()), before, after, late)
                    .segment(asleep, off, untilPromise);
        }
    }

    /// The sleep is being written down. Whether that works changes nothing any more.
    record NotingReturn(ProcedureContext context) implements Sleeping {
        @Override
        public Step on(Event event) {
            return Learning.begin(context, event);
        }
    }

    /// That the proof failed which was wanted is being kept. Whether that works changes nothing any
    /// more.
    record Failing(ProcedureContext context, Outcome outcome) implements Sleeping {
        @Override
        public Step on(Event event) {
            return Finish.begin(context, outcome, event);
        }
    }

    /// What the sleep showed of its ways back is being kept, one after the other.
    ///
    /// @param rest what is to be kept after the one at hand
    record Learning(ProcedureContext context, List<Proof> rest) implements Sleeping {
        static Step begin(ProcedureContext context, Event event) {
            return keep(context, new ProofFromSleep(context).proofs(), event);
        }

        private static Step keep(ProcedureContext context, List<Proof> proofs, Event event) {
            return proofs.isEmpty()
                    ? goOn(context, event)
                    : Step.of(
                            new Learning(context, proofs.subList(1, proofs.size())),
                            new Effect.KeepProof(proofs.getFirst()));
        }

        @Override
        public Step on(Event event) {
            return keep(
                    event.answer() instanceof Answer.Failed failed
                            ? context.leavingBehind(
                                    List.of(new UndoReason.ProofNotWritten(failed.what())))
                            : context,
                    rest,
                    event);
        }

        private static Step goOn(ProcedureContext context, Event event) {
            return Finish.cancelIfAsked(context, event).orElseGet(() -> next(context, event));
        }

        private static Step next(ProcedureContext context, Event event) {
            return switch (Continuation.of(context)) {
                case Continuation.End(Outcome outcome) -> Finish.begin(context, outcome, event);
                case Continuation.SleepOn(Duration stay) ->
                        Rollback.begin(
                                context.ofSleep(),
                                new Rollback.Purpose.SleepOn(context, stay),
                                event);
            };
        }
    }

    /// That the last sleep is undone is being written down.
    record NotingUndone(ProcedureContext context, Duration stay) implements Sleeping {
        @Override
        public Step on(Event event) {
            if (event.answer() instanceof Answer.Failed failed) {
                return Finish.refuse(context, failed.what(), event);
            }
            return Finish.cancelIfAsked(context, event)
                    .orElseGet(() ->
                            stay.isZero()
                                    ? Countdown.checkAgain(context)
                                    : Step.of(
                                            new Staying(context),
                                            new Effect.Wait(
                                                    stay, Effect.Wait.Reason.FOREIGN_STAY)));
        }
    }

    /// Whoever set the alarm that woke the host gets some time.
    record Staying(ProcedureContext context) implements Sleeping {
        @Override
        public Step on(Event event) {
            return Finish.cancelIfAsked(context, event)
                    .or(() -> Finish.refuseIfFailed(context, event))
                    .orElseGet(() -> Countdown.checkAgain(context));
        }
    }
}
