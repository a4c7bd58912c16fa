package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.judgement.AdmissionReason;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.judgement.Undo;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.proof.RtcTest.RtcTestReason;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An RTC is being tested: its alarm is set two seconds ahead and watched until it has fired; where
/// that does not work, to the next full minute. A host that is too slow for two seconds gets four,
/// and then eight. An alarm of somebody else is taken out for that time and put back; one that is
/// due soon is waited for.
sealed interface RtcTesting extends ProcedureState {
    /// How far ahead the alarm is set at first.
    Duration AHEAD = Duration.ofSeconds(2);

    /// An RTC counts these.
    Duration SECOND = Duration.ofSeconds(1);

    /// How often the RTC is looked at while its alarm is to fire.
    Duration LOOK = Duration.ofMillis(500);

    /// How long after its time an alarm may be seen to fire.
    Duration PATIENCE = Duration.ofSeconds(3);

    /// How long after its alarm should have fired an RTC whose time does not come is taken for one
    /// that stands still.
    Duration STANDSTILL = Duration.ofSeconds(8);

    /// An alarm of somebody else that is due within this time is not taken out.
    Duration TOO_SOON = Duration.ofSeconds(30);

    /// How often the test is begun again, where something came in between.
    int ATTEMPTS = 3;

    /// Some RTCs know full minutes only. Since 5.14 the kernel cuts the seconds off, so that an
    /// alarm of this minute is due at once; before that the drivers rounded up.
    ///
    /// **Source:** Linux `drivers/rtc/interface.c`, `rtc_set_alarm()`,
    /// `RTC_FEATURE_ALARM_RES_MINUTE`.
    Duration MINUTE = Duration.ofMinutes(1);

    RtcTestTrial trial();

    @Override
    default Phase phase() {
        return Phase.CHECKING;
    }

    @Override
    default Step on(Event event) {
        if (event.cancelledBy().isPresent()) {
            return trial().broken(new RtcTestReason.TestCancelled(), event);
        }
        return event.answer() instanceof Answer.Failed(Reason what, _)
                ? trial().broken(what, event)
                : proceed(event);
    }

    /// What follows from an answer, where nobody cancelled and nothing failed.
    Step proceed(Event event);

    /// What the test is for.
    sealed interface Purpose {
        /// Nobody waits for it.
        record Alone() implements Purpose {}

        /// A request that goes on with a passed test.
        record ForRequest(ProcedureContext context, List<PlanStep> plan) implements Purpose {}
    }

    static Step begin(String rtc, Fingerprint fingerprint, Purpose purpose) {
        return new RtcTestTrial(rtc, fingerprint, purpose, 1, RtcTest.USUAL_STEP, List.of())
                .look(Optional.empty());
    }

    /// The RTC is being asked for its time and its alarm.
    ///
    /// @param asked when that was, as what it answers may be as old; empty where that is not known,
    ///   and it must be asked again
    record Looking(RtcTestTrial trial, Optional<Moment> asked) implements RtcTesting {
        @Override
        public Step proceed(Event event) {
            return asked.map(since -> looked(since, event))
                    .orElseGet(() -> trial.look(Optional.of(event.at())));
        }

        private Step looked(Moment since, Event event) {
            if (event.at().passedSince(since).compareTo(trial.freshness()) > 0) {
                return trial.againAfterDelay(event);
            }
            if (!(event.answer() instanceof Answer.RtcRead(RtcTime time, RtcAlarm alarm))) {
                throw Finish.unexpected(this, event.answer());
            }
            return switch (alarm) {
                case RtcAlarm.Unarmed _ -> note(time, since);
                case RtcAlarm.Armed(RtcTime held) when isOurs(held) ->
                        Step.of(new Clearing(trial), new Effect.ClearAlarm(trial.rtc()));
                case RtcAlarm.Armed(RtcTime foreign) -> meet(foreign, time.until(foreign), event);
            };
        }

        private boolean isOurs(RtcTime held) {
            return trial.undo().contains(new Undo.ClearAlarm(trial.rtc(), held));
        }

        private Step note(RtcTime time, Moment since) {
            RtcTime at = trial.at(time);
            return Step.of(
                    new Noting(trial, at, since),
                    new Effect.Write(new JournalEntry.TestingRtc(trial.rtc(), at)));
        }

        private Step meet(RtcTime foreign, Duration ahead, Event event) {
            if (trial.attempts() >= ATTEMPTS) {
                return trial.broken(new RtcTestReason.OtherAlarmInTheWay(foreign.asIfUtc()), event);
            }
            if (!ahead.isPositive()) {
                return Step.of(new Clearing(trial), new Effect.ClearAlarm(trial.rtc()));
            }
            return ahead.compareTo(TOO_SOON) <= 0
                    ? Step.of(
                            new Waiting(trial),
                            new Effect.Wait(ahead.plusSeconds(1), Effect.Wait.Reason.FOREIGN_ALARM))
                    : Step.of(
                            new NotingForeignAlarm(trial, foreign, event.at()),
                            new Effect.Write(
                                    new JournalEntry.TakingForeignAlarm(trial.rtc(), foreign)));
        }
    }

    /// Somebody else's alarm that is due soon is being waited for.
    record Waiting(RtcTestTrial trial) implements RtcTesting {
        @Override
        public Step proceed(Event event) {
            return trial.againAfterDelay(event);
        }
    }

    /// An alarm that can't fire any more, or is of an earlier attempt, is being cleared.
    record Clearing(RtcTestTrial trial) implements RtcTesting {
        @Override
        public Step proceed(Event event) {
            return trial.again(new RtcTestReason.TestAlarmNotCleared(), event);
        }
    }

    /// Somebody else's alarm is being written down.
    ///
    /// @param since when it was seen; after a while another one may be there
    record NotingForeignAlarm(RtcTestTrial trial, RtcTime foreign, Moment since)
            implements RtcTesting {
        @Override
        public Step proceed(Event event) {
            if (event.at().passedSince(since).compareTo(trial.freshness()) > 0) {
                return trial.againAfterDelay(event);
            }
            return Step.of(
                    new TakingForeignAlarm(
                            trial.willUndo(new Undo.PutBackAlarm(trial.rtc(), foreign))),
                    new Effect.ClearAlarm(trial.rtc()));
        }
    }

    /// Somebody else's alarm is being taken out.
    record TakingForeignAlarm(RtcTestTrial trial) implements RtcTesting {
        @Override
        public Step proceed(Event event) {
            return trial.againAfterDelay(event);
        }
    }

    /// The alarm of the test is being written down.
    ///
    /// @param since when the RTC was asked
    record Noting(RtcTestTrial trial, RtcTime at, Moment since) implements RtcTesting {
        @Override
        public Step proceed(Event event) {
            // A time of the past would be taken without a word, and would clear whatever alarm
            // there is.
            if (event.at().passedSince(since).compareTo(trial.freshness()) > 0) {
                return trial.againAfterDelay(event);
            }
            return Step.of(
                    new Setting(trial.willUndo(new Undo.ClearAlarm(trial.rtc(), at)), at),
                    new Effect.SetAlarm(trial.rtc(), at));
        }
    }

    /// The alarm is being set.
    record Setting(RtcTestTrial trial, RtcTime at) implements RtcTesting {
        @Override
        public Step proceed(Event event) {
            return Step.of(new ReadingBack(trial, at), new Effect.ReadRtc(trial.rtc()));
        }

        @Override
        public Step on(Event event) {
            return event.cancelledBy().isEmpty()
                            && event.answer() instanceof Answer.Failed(Reason what, _)
                    ? trial.failed(what, event)
                    : RtcTesting.super.on(event);
        }
    }

    /// The alarm is being read back.
    record ReadingBack(RtcTestTrial trial, RtcTime at) implements RtcTesting {
        @Override
        public Step proceed(Event event) {
            if (!(event.answer() instanceof Answer.RtcRead(RtcTime time, RtcAlarm alarm))) {
                throw Finish.unexpected(this, event.answer());
            }
            if (time.compareTo(at) >= 0) {
                return undoing(alarm).again(new RtcTestReason.TestAlarmLate(), event);
            }
            return switch (alarm) {
                case RtcAlarm.Unarmed _ ->
                        trial.failedAtThisStep(new RtcTestReason.TestAlarmNotHeld(), event);
                case RtcAlarm.Armed(RtcTime held) when !held.equals(at) ->
                        trial.willUndo(new Undo.ClearAlarm(trial.rtc(), held))
                                .failedAtThisStep(
                                        new RtcTestReason.TestAlarmDiffers(
                                                held.secondsSinceEpoch(), at.secondsSinceEpoch()),
                                        event);
                case RtcAlarm.Armed _ -> watch(trial, at, event.at());
            };
        }

        /// What stands in the RTC right after it accepted our alarm is what it made of it.
        private RtcTestTrial undoing(RtcAlarm alarm) {
            return alarm instanceof RtcAlarm.Armed(RtcTime held)
                    ? trial.willUndo(new Undo.ClearAlarm(trial.rtc(), held))
                    : trial;
        }
    }

    private static Step watch(RtcTestTrial trial, RtcTime at, Moment since) {
        return Step.of(
                new Watching(trial, at, since), new Effect.Wait(LOOK, Effect.Wait.Reason.RTC_TEST));
    }

    /// A moment passes.
    record Watching(RtcTestTrial trial, RtcTime at, Moment since) implements RtcTesting {
        @Override
        public Step proceed(Event event) {
            return Step.of(new Seeing(trial, at, since, false), new Effect.ReadRtc(trial.rtc()));
        }
    }

    /// Whether the alarm has fired is being found out.
    ///
    /// @param since when the alarm was read back
    /// @param again whether the alarm was gone at the last look, a second before its time
    record Seeing(RtcTestTrial trial, RtcTime at, Moment since, boolean again)
            implements RtcTesting {
        @Override
        public Step proceed(Event event) {
            if (!(event.answer() instanceof Answer.RtcRead(RtcTime time, RtcAlarm alarm))) {
                throw Finish.unexpected(this, event.answer());
            }
            boolean due = time.compareTo(at) >= 0;
            return switch (alarm) {
                case RtcAlarm.Unarmed _ ->
                        due ? trial.passed(fired(), event) : vanished(time, event);
                case RtcAlarm.Armed(RtcTime held) when !held.equals(at) ->
                        trial.broken(new RtcTestReason.OtherAlarmDuringTest(held.asIfUtc()), event);
                case RtcAlarm.Armed _ -> stillArmed(time, event);
            };
        }

        private Reason fired() {
            return trial.step().equals(RtcTest.USUAL_STEP)
                    ? new RtcTestReason.TestedAlarmFired()
                    : new RtcTestReason.TestedAlarmFiredInSteps(trial.step());
        }

        /// The time is read before the alarm: one that fires in between is gone a second before its
        /// time. The next look, at once, tells.
        private Step vanished(RtcTime time, Event event) {
            return !again && time.until(at).compareTo(SECOND) <= 0
                    ? Step.of(new Seeing(trial, at, since, true), new Effect.ReadRtc(trial.rtc()))
                    : trial.failedAtThisStep(new RtcTestReason.TestAlarmVanished(), event);
        }

        private Step stillArmed(RtcTime time, Event event) {
            Duration late = at.until(time);
            if (late.compareTo(PATIENCE) >= 0) {
                return trial.failedAtThisStep(new RtcTestReason.TestAlarmSilent(late), event);
            }
            Duration watched = event.at().awakeSince(since);
            return watched.compareTo(STANDSTILL.plus(trial.step()).plus(trial.ahead())) >= 0
                    ? trial.failed(new RtcTestReason.RtcStandsStill(watched), event)
                    : watch(trial, at, since);
        }
    }

    /// The result is being written down.
    ///
    /// @param kept whether the result says something of the RTC, and is to be kept
    /// @param leftBehind what of the test could not be undone
    record NotingTest(RtcTest test, boolean kept, List<Reason> leftBehind, Purpose then)
            implements ProcedureState {
        @Override
        public Phase phase() {
            return Phase.CHECKING;
        }

        @Override
        public Step on(Event event) {
            return event.answer() instanceof Answer.Done && kept
                    ? Step.of(new Keeping(test, leftBehind, then), new Effect.KeepTest(test))
                    : new Keeping(test, leftBehind, then).on(event);
        }
    }

    /// The result is being kept. That it could not be costs another test later, and nothing else.
    record Keeping(RtcTest test, List<Reason> leftBehind, Purpose then) implements ProcedureState {
        @Override
        public Phase phase() {
            return Phase.CHECKING;
        }

        @Override
        public Step on(Event event) {
            return switch (then) {
                case Purpose.Alone() ->
                        new Step(
                                new Ended(Optional.empty(), leftBehind, Optional.of(test)),
                                Optional.empty());
                case Purpose.ForRequest(ProcedureContext context, List<PlanStep> plan) ->
                        goOn(context.leavingBehind(leftBehind), plan, event);
            };
        }

        private Step goOn(ProcedureContext context, List<PlanStep> plan, Event event) {
            Optional<Step> cancelled = Finish.cancelIfAsked(context, event);
            if (cancelled.isPresent()) {
                return cancelled.get();
            }
            if (!test.passed()) {
                return Finish.refuse(
                        context,
                        new AdmissionReason.RtcTestFailed(context.way().rtc(), test.finding()),
                        event);
            }
            return leftBehind.isEmpty()
                    ? Checking.accept(
                            context.by(context.way().settableIn(test.step())),
                            Stream.concat(plan.stream(), Stream.of(test.inPlan())).toList(),
                            event)
                    : Finish.refuse(context, leftBehind, event);
        }
    }
}
