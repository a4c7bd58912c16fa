package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.judgement.Undo;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What was changed is being undone, the last change first. Each alarm is looked at before it is
/// touched and read back afterwards. What can't be undone in a few tries is told, and the rest is
/// undone all the same.
///
/// @param stack what is left to undo; the first is at hand
/// @param tries how often the one at hand was tried, this time included
/// @param leftBehind what could not be undone
/// @param purpose what follows
/// @param stage where the one at hand is
/// @param asked when the effect was asked for that is waited for
record Rollback(
        List<Undo> stack,
        int tries,
        List<Reason> leftBehind,
        Purpose purpose,
        Stage stage,
        Moment asked)
        implements ProcedureState {
    Rollback {
        stack = List.copyOf(stack);
        leftBehind = List.copyOf(leftBehind);
    }

    /// What is read of an RTC later than this after the question may no longer be so.
    private static final Duration PROMPT = Duration.ofSeconds(1);

    /// What follows when everything is undone.
    sealed interface Purpose {
        /// The end of a request.
        record End(ProcedureContext context, Outcome outcome) implements Purpose {}

        /// Another sleep of the same request.
        ///
        /// @param stay how long the host stays awake first
        record SleepOn(ProcedureContext context, Duration stay) implements Purpose {}

        /// The end of a test of an RTC.
        record EndTest(RtcTest test, boolean kept, RtcTesting.Purpose then) implements Purpose {}

        /// The end of a settlement in which no request was open.
        record EndSettlement() implements Purpose {}
    }

    /// What the answer that is waited for tells.
    enum Stage {
        /// What the alarm is, before it is touched.
        LOOKING,
        /// Whether the undo was carried out.
        ACTING,
        /// What the alarm is afterwards.
        VERIFYING
    }

    /// Begins to undo.
    static Step begin(List<Undo> stack, Purpose purpose, Event event) {
        return next(stack, List.of(), purpose, event);
    }

    @Override
    public Phase phase() {
        return Phase.UNDOING;
    }

    @Override
    public Step on(Event event) {
        return switch (stage) {
            case LOOKING -> looked(event);
            case ACTING -> acted(event);
            case VERIFYING -> verified(event);
        };
    }

    private Step looked(Event event) {
        if (!(event.answer() instanceof Answer.RtcRead(RtcTime time, RtcAlarm alarm))) {
            return failed(event);
        }
        Duration answering = event.at().passedSince(asked);
        if (answering.compareTo(PROMPT) > 0 && tries < Finish.TRIES) {
            return retry(new UndoReason.UndoTooSlow(answering), event);
        }
        return switch (stack.getFirst()) {
            case Undo.ClearAlarm(String rtc, RtcTime ours) ->
                    alarm.equals(new RtcAlarm.Armed(ours))
                            ? act(new Effect.ClearAlarm(rtc), event)
                            : done(event);
            case Undo.PutBackAlarm(String rtc, RtcTime foreign) ->
                    putBack(rtc, foreign, time, alarm, event);
            case Undo undo -> throw new IllegalStateException("no alarm to look at: " + undo);
        };
    }

    private Step putBack(String rtc, RtcTime foreign, RtcTime time, RtcAlarm alarm, Event event) {
        if (alarm instanceof RtcAlarm.Armed(RtcTime other)) {
            return other.equals(foreign)
                    ? done(event)
                    : giveUp(
                            new UndoReason.OtherAlarmReplaced(
                                    rtc, foreign.asIfUtc(), other.asIfUtc()),
                            event);
        }
        // A time of the past would be taken without a word, and would clear whatever alarm there
        // is; and what was read may be as old as the question.
        Duration ahead = time.until(foreign).minus(event.at().passedSince(asked));
        return ahead.isPositive()
                ? act(new Effect.SetAlarm(rtc, foreign), event)
                : giveUp(new UndoReason.OtherAlarmPassed(rtc, foreign.asIfUtc()), event);
    }

    private Step acted(Event event) {
        return switch (event.answer()) {
            case Answer.Done _ ->
                    alarmOfUndo(stack.getFirst())
                            .map(rtc -> verify(rtc, event))
                            .orElseGet(() -> done(event));
            default -> failed(event);
        };
    }

    private Step verified(Event event) {
        if (!(event.answer() instanceof Answer.RtcRead(RtcTime time, RtcAlarm alarm))) {
            return failed(event);
        }
        boolean good =
                switch (stack.getFirst()) {
                    case Undo.ClearAlarm(_, RtcTime ours) ->
                            !alarm.equals(new RtcAlarm.Armed(ours));
                    case Undo.PutBackAlarm(_, RtcTime foreign) ->
                            alarm.equals(new RtcAlarm.Armed(foreign))
                                    || time.compareTo(foreign) >= 0;
                    case Undo undo -> throw new IllegalStateException("no alarm: " + undo);
                };
        return good ? done(event) : retry(new UndoReason.AlarmReadsBack(seconds(alarm)), event);
    }

    private Step failed(Event event) {
        return retry(
                event.answer() instanceof Answer.Failed(Reason what, _)
                        ? what
                        : new UndoReason.UnexpectedAnswer(String.valueOf(event.answer())),
                event);
    }

    private Step retry(Reason why, Event event) {
        return tries < Finish.TRIES
                ? start(stack, tries + 1, leftBehind, purpose, event)
                : giveUp(whatIsLeft(stack.getFirst(), why), event);
    }

    private Step giveUp(Reason left, Event event) {
        return next(
                rest(),
                Stream.concat(leftBehind.stream(), Stream.of(left)).toList(),
                purpose,
                event);
    }

    private Step done(Event event) {
        return next(rest(), leftBehind, purpose, event);
    }

    /// What follows the one at hand. Guests that are back, if only some of them, have clocks that
    /// stood still.
    private List<Undo> rest() {
        List<Undo> rest = stack.subList(1, stack.size());
        return stack.getFirst() instanceof Undo.BringGuestsBack(_, List<PreparedGuest> guests)
                ? Stream.concat(Stream.of(new Undo.SetGuestClocks(guests)), rest.stream()).toList()
                : rest;
    }

    private Step act(Effect effect, Event event) {
        return Step.of(
                new Rollback(stack, tries, leftBehind, purpose, Stage.ACTING, event.at()), effect);
    }

    private Step verify(String rtc, Event event) {
        return Step.of(
                new Rollback(stack, tries, leftBehind, purpose, Stage.VERIFYING, event.at()),
                new Effect.ReadRtc(rtc));
    }

    private static Step next(
            List<Undo> stack, List<Reason> leftBehind, Purpose purpose, Event last) {
        return stack.isEmpty()
                ? new RolledBack(leftBehind, purpose).follow(last)
                : start(stack, 1, leftBehind, purpose, last);
    }

    private static Step start(
            List<Undo> stack, int tries, List<Reason> leftBehind, Purpose purpose, Event last) {
        Undo first = stack.getFirst();
        Effect effect =
                switch (first) {
                    case Undo.ClearAlarm(String rtc, _) -> new Effect.ReadRtc(rtc);
                    case Undo.PutBackAlarm(String rtc, _) -> new Effect.ReadRtc(rtc);
                    case Undo.RestoreMode(List<ModeFile> files) -> new Effect.RestoreMode(files);
                    case Undo.BringGuestsBack(GuestPolicy policy, List<PreparedGuest> guests) ->
                            new Effect.BringGuestsBack(policy, guests);
                    case Undo.SetGuestClocks(List<PreparedGuest> guests) ->
                            new Effect.SetGuestClocks(guests);
                    case Undo.FinishHooks(SleepRequest request, List<String> hooks) ->
                            new Effect.FinishHooks(request, hooks);
                    case Undo.TakeWorkAgain(SleepRequest request) -> new Effect.Resume(request);
                };
        Stage stage = alarmOfUndo(first).isPresent() ? Stage.LOOKING : Stage.ACTING;
        return Step.of(new Rollback(stack, tries, leftBehind, purpose, stage, last.at()), effect);
    }

    private static Optional<String> alarmOfUndo(Undo undo) {
        return switch (undo) {
            case Undo.ClearAlarm(String rtc, _) -> Optional.of(rtc);
            case Undo.PutBackAlarm(String rtc, _) -> Optional.of(rtc);
            case Undo.RestoreMode _,
                    Undo.BringGuestsBack _,
                    Undo.SetGuestClocks _,
                    Undo.FinishHooks _,
                    Undo.TakeWorkAgain _ ->
                    Optional.empty();
        };
    }

    private static Reason whatIsLeft(Undo undo, Reason why) {
        return switch (undo) {
            case Undo.ClearAlarm(String rtc, RtcTime ours) ->
                    new UndoReason.AlarmNotCleared(rtc, ours.asIfUtc(), why);
            case Undo.PutBackAlarm(String rtc, RtcTime foreign) ->
                    new UndoReason.OtherAlarmMissing(rtc, foreign.asIfUtc(), why);
            case Undo.RestoreMode(List<ModeFile> files) ->
                    new UndoReason.ModeFilesNotRestored(
                            files.stream().map(ModeFile::file).toList(), why);
            case Undo.BringGuestsBack(_, List<PreparedGuest> guests) ->
                    new UndoReason.GuestsNotBack(
                            guests.stream().map(PreparedGuest::name).toList(), why);
            case Undo.SetGuestClocks _ -> new UndoReason.GuestClocksWrong(why);
            case Undo.FinishHooks(_, List<String> hooks) ->
                    new UndoReason.HooksNotFinished(hooks, why);
            case Undo.TakeWorkAgain _ -> new UndoReason.NewWorkRefused(why);
        };
    }

    private static Optional<Long> seconds(RtcAlarm alarm) {
        return switch (alarm) {
            case RtcAlarm.Unarmed _ -> Optional.empty();
            case RtcAlarm.Armed(RtcTime at) -> Optional.of(at.secondsSinceEpoch());
        };
    }

    /// Everything is undone, and what was changed for it follows its purpose.
    ///
    /// @param leftBehind what could not be undone
    record RolledBack(List<Reason> leftBehind, Rollback.Purpose purpose) {

        /// What follows.
        ///
        /// @param last the event that ended the undoing
        Step follow(Event last) {
            return switch (purpose) {
                case Rollback.Purpose.End(ProcedureContext context, Outcome outcome) ->
                        Finish.afterUndoing(context.leavingBehind(leftBehind), outcome, last);
                case Rollback.Purpose.SleepOn(ProcedureContext context, Duration stay) ->
                        noted(
                                new Sleeping.NotingUndone(
                                        context.nothingToUndoOfSleep().leavingBehind(leftBehind),
                                        stay));
                case Rollback.Purpose.EndTest(
                                RtcTest test,
                                boolean kept,
                                RtcTesting.Purpose then) ->
                        Step.of(
                                new RtcTesting.NotingTest(test, kept, leftBehind, then),
                                new Effect.Write(new JournalEntry.TestedRtc(test)));
                case Rollback.Purpose.EndSettlement() -> noted(new Settling.Noting(leftBehind));
            };
        }

        private Step noted(ProcedureState then) {
            return Step.of(then, new Effect.Write(new JournalEntry.Undone(leftBehind)));
        }
    }
}
