package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.ArmedWake;
import dev.lungfish.core.procedure.alarm.ArmingReason;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.judgement.Undo;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcReadings.AlarmReach;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The way back is being planned, set and verified. Until the alarm was read back everything can
/// still be cancelled.
sealed interface Arming extends ProcedureState {
    /// How often an alarm that stands in the way is cleared before it is taken for one that can't
    /// be.
    int CLEARINGS = 3;

    Duration SECOND = Duration.ofSeconds(1);

    /// How drivers refuse an alarm that they do not reach.
    Set<String> TOO_FAR = Set.of("EINVAL", "ERANGE", "EDOM");

    ProcedureContext context();

    /// What follows from an answer, where nobody cancelled the request.
    Step proceed(Event event);

    @Override
    default Phase phase() {
        return Phase.ARMING;
    }

    @Override
    default Step on(Event event) {
        return Finish.cancelIfAsked(context(), event)
                .orElseGet(() ->
                        event.answer() instanceof Answer.Failed failed
                                ? failed(failed, event)
                                : proceed(event));
    }

    /// What follows where the effect failed.
    default Step failed(Answer.Failed failed, Event event) {
        return Finish.refuse(context(), failed.what(), event);
    }

    /// Begins to plan the next sleep.
    static Step plan(ProcedureContext context) {
        return plan(context, 0);
    }

    private static Step plan(ProcedureContext context, int cleared) {
        return WakeupHandling.look(context, new WakeupHandling.Then.Plan(cleared));
    }

    /// Plans the next sleep.
    ///
    /// @param wakeup the first that is asked for before the promised time
    /// @param cleared how many alarms that stood in the way were cleared, or seen too late
    static Step plan(ProcedureContext context, Optional<Wakeup> wakeup, int cleared, Event event) {
        if (context.isUnbounded()) {
            return ModeChoice.begin(context, Optional.empty());
        }
        return Step.of(
                new Planning(context, wakeup, cleared, event.at()),
                new Effect.ReadRtc(context.way().rtc()));
    }

    /// The RTC is being asked for its time and its alarm.
    ///
    /// @param wakeup the first that is asked for before the promised time
    /// @param cleared how many alarms that stood in the way were cleared, or seen too late
    /// @param asked when that was: what the RTC answers may be as old
    record Planning(ProcedureContext context, Optional<Wakeup> wakeup, int cleared, Moment asked)
            implements Arming {
        @Override
        public Step proceed(Event event) {
            if (!(event.answer() instanceof Answer.RtcRead(RtcTime time, RtcAlarm alarm))) {
                throw Finish.unexpected(this, event.answer());
            }
            Duration left = context.promised().minus(event.at().sinceBoot());
            if (left.compareTo(context.lead().plus(SECOND)) <= 0) {
                return Finish.tooLittleLeft(context, new ArmingReason.PromiseTooNear(left), event);
            }
            if (event.at().passedSince(asked).compareTo(SECOND) > 0) {
                return lookAgain(event);
            }
            Optional<Duration> ahead =
                    wakeup.map(next -> Duration.between(event.at().wall(), next.at()));
            if (ahead.filter(this::isTooSoon).isPresent()) {
                return lookAgain(event);
            }
            AlarmPlan ours = new AlarmChoice(context, time, left).choose(wakeup, ahead);
            if (context.hasTakenAlarm(ours)) {
                return Rollback.begin(
                        context.ofSleep(),
                        new Rollback.Purpose.SleepOn(context, Duration.ZERO),
                        event);
            }
            Planning bound = until(ahead.map(event.at().sinceBoot()::plus));
            return switch (alarm) {
                case RtcAlarm.Unarmed _ -> ModeChoice.begin(bound.context, Optional.of(ours));
                case RtcAlarm.Armed(RtcTime foreign) -> bound.meet(foreign, time, ours, event);
            };
        }

        private boolean isTooSoon(Duration ahead) {
            return ahead.compareTo(context.lead().plus(SECOND).plus(context.way().slack())) <= 0;
        }

        /// The same, where the sleep must not last longer than that.
        private Planning until(Optional<Duration> sinceBoot) {
            return new Planning(
                    context.heeding(context.appointments().sleepingUntil(sinceBoot)),
                    wakeup,
                    cleared,
                    asked);
        }

        private Step meet(RtcTime foreign, RtcTime time, AlarmPlan ours, Event event) {
            Duration ahead = time.until(foreign);
            if (!ahead.isPositive()) {
                return clearStale(foreign, event);
            }
            if (foreign.compareTo(ours.at()) > 0) {
                return takeAway(foreign, event);
            }
            return ahead.compareTo(context.lead().plus(SECOND)) <= 0
                    ? Step.of(
                            new WaitingForForeignAlarm(context),
                            new Effect.Wait(ahead.plus(SECOND), Effect.Wait.Reason.FOREIGN_ALARM))
                    : ModeChoice.begin(
                            context,
                            Optional.of(
                                    new AlarmPlan(ours.rtc(), foreign, AlarmPlan.Reason.FOREIGN)));
        }

        /// Another time and another alarm may stand there by now.
        private Step lookAgain(Event event) {
            return cleared < CLEARINGS
                    ? plan(context, cleared + 1)
                    : Finish.refuse(
                            context, new ArmingReason.RtcTooSlow(context.way().rtc()), event);
        }

        private Step clearStale(RtcTime foreign, Event event) {
            return cleared < CLEARINGS
                    ? Step.of(
                            new ClearingStaleAlarm(context, cleared + 1),
                            new Effect.ClearAlarm(context.way().rtc()))
                    : Finish.refuse(
                            context,
                            new ArmingReason.StaleAlarmStays(
                                    context.way().rtc(), foreign.asIfUtc()),
                            event);
        }

        private Step takeAway(RtcTime foreign, Event event) {
            return cleared < CLEARINGS
                    ? Step.of(
                            new NotingForeignAlarm(context, foreign, cleared + 1, event.at()),
                            new Effect.Write(
                                    new JournalEntry.TakingForeignAlarm(
                                            context.way().rtc(), foreign)))
                    : Finish.refuse(
                            context,
                            new ArmingReason.OtherAlarmStays(
                                    context.way().rtc(), foreign.asIfUtc()),
                            event);
        }
    }

    /// Somebody else's alarm is due too soon to sleep before it: the host waits for it, awake.
    record WaitingForForeignAlarm(ProcedureContext context) implements Arming {
        @Override
        public Step proceed(Event event) {
            return plan(context);
        }
    }

    /// An alarm of the past is being cleared: it can't fire any more, and new ones are refused
    /// while it stands.
    record ClearingStaleAlarm(ProcedureContext context, int cleared) implements Arming {
        @Override
        public Step proceed(Event event) {
            return plan(context, cleared);
        }
    }

    /// Somebody else's later alarm is being written down, so that it is put back whatever happens.
    ///
    /// @param since when it was seen; after a while another one may be there
    record NotingForeignAlarm(ProcedureContext context, RtcTime foreign, int cleared, Moment since)
            implements Arming {
        @Override
        public Step proceed(Event event) {
            if (event.at().passedSince(since).compareTo(SECOND) > 0) {
                return plan(context, cleared);
            }
            String rtc = context.way().rtc();
            return Step.of(
                    new TakingForeignAlarm(
                            context.willUndo(new Undo.PutBackAlarm(rtc, foreign)), cleared),
                    new Effect.ClearAlarm(rtc));
        }
    }

    /// Somebody else's later alarm is being taken out.
    record TakingForeignAlarm(ProcedureContext context, int cleared) implements Arming {
        @Override
        public Step proceed(Event event) {
            return plan(context, cleared);
        }
    }

    static Step observe(ProcedureContext context, Optional<AlarmPlan> plan) {
        return Step.of(new ObservingBefore(context, plan), new Effect.Observe(context.way().rtc()));
    }

    /// The evidence before the sleep is being read. An alarm that somebody else set meanwhile must
    /// be planned for: one of ours would be refused, and a refusal may take the other along (seen
    /// on Linux 6.12.117, where it leaves none armed).
    record ObservingBefore(ProcedureContext context, Optional<AlarmPlan> plan) implements Arming {
        @Override
        public Step proceed(Event event) {
            if (!(event.answer() instanceof Answer.Observed(SleepEvidence before))) {
                throw Finish.unexpected(this, event.answer());
            }
            if (plan.filter(AlarmPlan::isOurs).isPresent()
                    && before.alarm().toOptional().orElse(new RtcAlarm.Unarmed())
                            instanceof RtcAlarm.Armed) {
                return Rollback.begin(
                        context.ofSleep(),
                        new Rollback.Purpose.SleepOn(context, Duration.ZERO),
                        event);
            }
            return plan.map(alarm -> note(alarm, before))
                    .orElseGet(() ->
                            Step.of(
                                    new ArmingByNetwork.NotingEntry(context, before),
                                    new Effect.Write(new JournalEntry.EnteringUnbounded(before))));
        }

        private Step note(AlarmPlan alarm, SleepEvidence before) {
            return Step.of(
                    new NotingEntry(context, alarm, before),
                    new Effect.Write(new JournalEntry.Entering(alarm, context.promised(), before)));
        }
    }

    /// What is about to happen is being written down.
    record NotingEntry(ProcedureContext context, AlarmPlan plan, SleepEvidence before)
            implements Arming {
        @Override
        public Step proceed(Event event) {
            if (!plan.isOurs()) {
                return readBack(context, plan, before, event.at());
            }
            Duration ahead = ahead(event.at());
            if (ahead.compareTo(context.lead()) < 0) {
                return tooLate(ahead, event);
            }
            return Step.of(
                    new SettingAlarm(
                            context.willUndo(new Undo.ClearAlarm(plan.rtc(), plan.at())),
                            plan,
                            before),
                    new Effect.SetAlarm(plan.rtc(), plan.at()));
        }

        /// A wakeup that has come too near is waited for, awake.
        private Step tooLate(Duration ahead, Event event) {
            return plan.reason() == AlarmPlan.Reason.WAKEUP
                    ? Rollback.begin(
                            context.ofSleep(),
                            new Rollback.Purpose.SleepOn(context, Duration.ZERO),
                            event)
                    : Finish.refuse(context, new ArmingReason.AlarmTooNear(ahead), event);
        }

        /// How far ahead the alarm still is. A time of the past would be taken without a word, and
        /// would clear whatever alarm there is.
        private Duration ahead(Moment now) {
            Duration then =
                    before.rtc()
                            .toOptional()
                            .map(time -> time.until(plan.at()))
                            .orElse(context.latest().minus(before.at().sinceBoot()));
            return then.minus(now.passedSince(before.at()));
        }
    }

    /// The alarm is being set.
    record SettingAlarm(ProcedureContext context, AlarmPlan plan, SleepEvidence before)
            implements Arming {
        @Override
        public Step proceed(Event event) {
            return readBack(context, plan, before, event.at());
        }

        /// An RTC that refuses an alarm as invalid does not reach as far; all of them reach a day.
        @Override
        public Step failed(Answer.Failed failed, Event event) {
            Duration day = AlarmReach.ONE_DAY.longestAhead();
            if (!TOO_FAR.contains(failed.error())
                    || context.way().longestAhead().compareTo(day) <= 0) {
                return Finish.refuse(context, failed.what(), event);
            }
            ProcedureContext shorter = context.by(context.way().reaching(day));
            return Rollback.begin(
                    shorter.ofSleep(), new Rollback.Purpose.SleepOn(shorter, Duration.ZERO), event);
        }
    }

    private static Step readBack(
            ProcedureContext context, AlarmPlan plan, SleepEvidence before, Moment now) {
        return Step.of(new ReadingBack(context, plan, before, now), new Effect.ReadRtc(plan.rtc()));
    }

    /// The alarm is being read back. What was read is the only thing that can start a sleep.
    ///
    /// @param asked when the RTC was asked: what it answers may be as old as that
    record ReadingBack(ProcedureContext context, AlarmPlan plan, SleepEvidence before, Moment asked)
            implements Arming {
        @Override
        public Step proceed(Event event) {
            if (!(event.answer() instanceof Answer.RtcRead(RtcTime time, RtcAlarm alarm))) {
                throw Finish.unexpected(this, event.answer());
            }
            Duration answering = event.at().passedSince(asked);
            if (answering.compareTo(SECOND) > 0) {
                return Finish.refuse(
                        undoingWhatIsHeld(alarm),
                        new ArmingReason.NotSuspending(
                                new ArmingReason.RtcAnsweredLate(plan.rtc(), answering)),
                        event);
            }
            if (isCutOff(alarm)) {
                ProcedureContext inMinutes =
                        undoingWhatIsHeld(alarm).by(context.way().settableIn(RtcTesting.MINUTE));
                return Rollback.begin(
                        inMinutes.ofSleep(),
                        new Rollback.Purpose.SleepOn(inMinutes, Duration.ZERO),
                        event);
            }
            return switch (ArmedWake.verify(plan, time, alarm, context.lead(), latest(), asked)) {
                case ArmedWake.Verification.Rejected(Reason why) ->
                        Finish.refuse(
                                undoingWhatIsHeld(alarm),
                                new ArmingReason.NotSuspending(why),
                                event);
                case ArmedWake.Verification.Verified(ArmedWake wake) ->
                        Step.of(
                                new Sleeping.Entering(context, wake, before),
                                new Effect.Enter(
                                        wake, context.way().state(), context.way().executor()));
            };
        }

        /// Whether the RTC cut our alarm off at the minute: its test does not hold any more, as
        /// with another kernel, or was passed before tests told seconds from minutes.
        private boolean isCutOff(RtcAlarm alarm) {
            RtcTime minute = plan.at().roundedDown(RtcTesting.MINUTE);
            return plan.isOurs()
                    && context.way().slack().isZero()
                    && !minute.equals(plan.at())
                    && alarm.equals(new RtcAlarm.Armed(minute));
        }

        private Duration latest() {
            return plan.reason() == AlarmPlan.Reason.PROMISE
                    ? context.latest().plus(context.way().slack())
                    : context.latest();
        }

        /// What stands in the RTC right after it accepted our alarm is what it made of it.
        private ProcedureContext undoingWhatIsHeld(RtcAlarm alarm) {
            return plan.isOurs() && alarm instanceof RtcAlarm.Armed(RtcTime held)
                    ? context.willUndo(new Undo.ClearAlarm(plan.rtc(), held))
                    : context;
        }
    }
}
