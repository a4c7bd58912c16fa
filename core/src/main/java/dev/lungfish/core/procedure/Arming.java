package dev.lungfish.core.procedure;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.AlarmReach;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.Optional;

/// The way back is being planned, set and verified. Until the alarm was read back everything can
/// still be cancelled.
sealed interface Arming extends ProcedureState {
    /// How often an alarm that stands in the way is cleared before it is taken for one that can't
    /// be.
    int CLEARINGS = 3;

    Duration SECOND = Duration.ofSeconds(1);

    ProcedureContext course();

    /// What follows from an answer, where nobody cancelled the request.
    Step proceed(Event event);

    @Override
    default Phase phase() {
        return Phase.ARMING;
    }

    @Override
    default Step on(Event event) {
        return Finish.cancelIfAsked(course(), event)
                .orElseGet(() ->
                        event.answer() instanceof Answer.Failed failed
                                ? failed(failed, event)
                                : proceed(event));
    }

    /// What follows where the effect failed.
    default Step failed(Answer.Failed failed, Event event) {
        return Finish.refuse(course(), failed.what(), event);
    }

    /// Begins to plan the next sleep.
    static Step plan(ProcedureContext course) {
        return plan(course, 0);
    }

    private static Step plan(ProcedureContext course, int cleared) {
        return WakeupHandling.look(course, new WakeupHandling.Then.Plan(cleared));
    }

    /// Plans the next sleep.
    ///
    /// @param wakeup the first that is asked for before the promised time
    /// @param cleared how many alarms that stood in the way were cleared, or seen too late
    static Step plan(ProcedureContext course, Optional<Wakeup> wakeup, int cleared, Event event) {
        if (course.isUnbounded()) {
            return ModeChoice.begin(course, Optional.empty());
        }
        return Step.of(
                new Planning(course, wakeup, cleared, event.at()),
                new Effect.ReadRtc(course.way().rtc()));
    }

    /// The RTC is being asked for its time and its alarm.
    ///
    /// @param wakeup the first that is asked for before the promised time
    /// @param cleared how many alarms that stood in the way were cleared, or seen too late
    /// @param asked when that was: what the RTC answers may be as old
    record Planning(ProcedureContext course, Optional<Wakeup> wakeup, int cleared, Moment asked)
            implements Arming {
        @Override
        public Step proceed(Event event) {
            if (!(event.answer() instanceof Answer.RtcRead(RtcTime time, RtcAlarm alarm))) {
                throw Finish.unexpected(this, event.answer());
            }
            Duration left = course.promised().minus(event.at().sinceBoot());
            if (left.compareTo(course.lead().plus(SECOND)) <= 0) {
                return Finish.tooLittleLeft(course, new ArmingReason.PromiseTooNear(left), event);
            }
            if (event.at().passedSince(asked).compareTo(SECOND) > 0) {
                return lookAgain(event);
            }
            Optional<Duration> ahead =
                    wakeup.map(next -> Duration.between(event.at().wall(), next.at()));
            if (ahead.filter(this::isTooSoon).isPresent()) {
                return lookAgain(event);
            }
            AlarmPlan ours = new AlarmChoice(course, time, left).choose(wakeup, ahead);
            if (course.hasTakenAlarm(ours)) {
                return Rollback.begin(
                        course.ofSleep(),
                        new Rollback.Purpose.SleepOn(course, Duration.ZERO),
                        event);
            }
            Planning bound = until(ahead.map(event.at().sinceBoot()::plus));
            return switch (alarm) {
                case RtcAlarm.Unarmed _ -> ModeChoice.begin(bound.course, Optional.of(ours));
                case RtcAlarm.Armed(RtcTime foreign) -> bound.meet(foreign, time, ours, event);
            };
        }

        private boolean isTooSoon(Duration ahead) {
            return ahead.compareTo(course.lead().plus(SECOND)) <= 0;
        }

        /// The same, where the sleep must not last longer than that.
        private Planning until(Optional<Duration> sinceBoot) {
            return new Planning(
                    course.heeding(course.appointments().sleepingUntil(sinceBoot)),
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
            return ahead.compareTo(course.lead().plus(SECOND)) <= 0
                    ? Step.of(
                            new WaitingForForeignAlarm(course),
                            new Effect.Wait(ahead.plus(SECOND), Effect.Wait.Reason.FOREIGN_ALARM))
                    : ModeChoice.begin(
                            course,
                            Optional.of(
                                    new AlarmPlan(ours.rtc(), foreign, AlarmPlan.Reason.FOREIGN)));
        }

        /// Another time and another alarm may stand there by now.
        private Step lookAgain(Event event) {
            return cleared < CLEARINGS
                    ? plan(course, cleared + 1)
                    : Finish.refuse(course, new ArmingReason.RtcTooSlow(course.way().rtc()), event);
        }

        private Step clearStale(RtcTime foreign, Event event) {
            return cleared < CLEARINGS
                    ? Step.of(
                            new ClearingStaleAlarm(course, cleared + 1),
                            new Effect.ClearAlarm(course.way().rtc()))
                    : Finish.refuse(
                            course,
                            new ArmingReason.StaleAlarmStays(course.way().rtc(), foreign.asIfUtc()),
                            event);
        }

        private Step takeAway(RtcTime foreign, Event event) {
            return cleared < CLEARINGS
                    ? Step.of(
                            new NotingForeignAlarm(course, foreign, cleared + 1, event.at()),
                            new Effect.Write(
                                    new JournalEntry.TakingForeignAlarm(
                                            course.way().rtc(), foreign)))
                    : Finish.refuse(
                            course,
                            new ArmingReason.OtherAlarmStays(course.way().rtc(), foreign.asIfUtc()),
                            event);
        }
    }

    /// Somebody else's alarm is due too soon to sleep before it: the host waits for it, awake.
    record WaitingForForeignAlarm(ProcedureContext course) implements Arming {
        @Override
        public Step proceed(Event event) {
            return plan(course);
        }
    }

    /// An alarm of the past is being cleared: it can't fire any more, and new ones are refused
    /// while it stands.
    record ClearingStaleAlarm(ProcedureContext course, int cleared) implements Arming {
        @Override
        public Step proceed(Event event) {
            return plan(course, cleared);
        }
    }

    /// Somebody else's later alarm is being written down, so that it is put back whatever happens.
    ///
    /// @param since when it was seen; after a while another one may be there
    record NotingForeignAlarm(ProcedureContext course, RtcTime foreign, int cleared, Moment since)
            implements Arming {
        @Override
        public Step proceed(Event event) {
            if (event.at().passedSince(since).compareTo(SECOND) > 0) {
                return plan(course, cleared);
            }
            String rtc = course.way().rtc();
            return Step.of(
                    new TakingForeignAlarm(
                            course.willUndo(new Undo.PutBackAlarm(rtc, foreign)), cleared),
                    new Effect.ClearAlarm(rtc));
        }
    }

    /// Somebody else's later alarm is being taken out.
    record TakingForeignAlarm(ProcedureContext course, int cleared) implements Arming {
        @Override
        public Step proceed(Event event) {
            return plan(course, cleared);
        }
    }

    static Step observe(ProcedureContext course, Optional<AlarmPlan> plan) {
        return Step.of(new ObservingBefore(course, plan), new Effect.Observe(course.way().rtc()));
    }

    /// The evidence before the sleep is being read.
    record ObservingBefore(ProcedureContext course, Optional<AlarmPlan> plan) implements Arming {
        @Override
        public Step proceed(Event event) {
            if (!(event.answer() instanceof Answer.Observed(SleepEvidence before))) {
                throw Finish.unexpected(this, event.answer());
            }
            return plan.map(alarm -> note(alarm, before))
                    .orElseGet(() ->
                            Step.of(
                                    new ArmingByNetwork.NotingEntry(course, before),
                                    new Effect.Write(new JournalEntry.EnteringUnbounded(before))));
        }

        private Step note(AlarmPlan alarm, SleepEvidence before) {
            return Step.of(
                    new NotingEntry(course, alarm, before),
                    new Effect.Write(new JournalEntry.Entering(alarm, course.promised(), before)));
        }
    }

    /// What is about to happen is being written down.
    record NotingEntry(ProcedureContext course, AlarmPlan plan, SleepEvidence before)
            implements Arming {
        @Override
        public Step proceed(Event event) {
            if (!plan.isOurs()) {
                return readBack(course, plan, before, event.at());
            }
            Duration ahead = ahead(event.at());
            if (ahead.compareTo(course.lead()) < 0) {
                return tooLate(ahead, event);
            }
            return Step.of(
                    new SettingAlarm(
                            course.willUndo(new Undo.ClearAlarm(plan.rtc(), plan.at())),
                            plan,
                            before),
                    new Effect.SetAlarm(plan.rtc(), plan.at()));
        }

        /// A wakeup that has come too near is waited for, awake.
        private Step tooLate(Duration ahead, Event event) {
            return plan.reason() == AlarmPlan.Reason.WAKEUP
                    ? Rollback.begin(
                            course.ofSleep(),
                            new Rollback.Purpose.SleepOn(course, Duration.ZERO),
                            event)
                    : Finish.refuse(course, new ArmingReason.AlarmTooNear(ahead), event);
        }

        /// How far ahead the alarm still is. A time of the past would be taken without a word, and
        /// would clear whatever alarm there is.
        private Duration ahead(Moment now) {
            Duration then =
                    before.rtc()
                            .toOptional()
                            .map(time -> time.until(plan.at()))
                            .orElse(course.latest().minus(before.at().sinceBoot()));
            return then.minus(now.passedSince(before.at()));
        }
    }

    /// The alarm is being set.
    record SettingAlarm(ProcedureContext course, AlarmPlan plan, SleepEvidence before)
            implements Arming {
        @Override
        public Step proceed(Event event) {
            return readBack(course, plan, before, event.at());
        }

        /// An RTC that refuses an alarm as invalid does not reach as far; all of them reach a day.
        @Override
        public Step failed(Answer.Failed failed, Event event) {
            Duration day = AlarmReach.ONE_DAY.longestAhead();
            if (!failed.error().equals("EINVAL")
                    || course.way().longestAhead().compareTo(day) <= 0) {
                return Finish.refuse(course, failed.what(), event);
            }
            ProcedureContext shorter = course.by(course.way().reaching(day));
            return Rollback.begin(
                    shorter.ofSleep(), new Rollback.Purpose.SleepOn(shorter, Duration.ZERO), event);
        }
    }

    private static Step readBack(
            ProcedureContext course, AlarmPlan plan, SleepEvidence before, Moment now) {
        return Step.of(new ReadingBack(course, plan, before, now), new Effect.ReadRtc(plan.rtc()));
    }

    /// The alarm is being read back. What was read is the only thing that can start a sleep.
    ///
    /// @param asked when the RTC was asked: what it answers may be as old as that
    record ReadingBack(ProcedureContext course, AlarmPlan plan, SleepEvidence before, Moment asked)
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
            return switch (ArmedWake.verify(
                    plan, time, alarm, course.lead(), course.latest(), asked)) {
                case ArmedWake.Verification.Rejected(Reason why) ->
                        Finish.refuse(
                                undoingWhatIsHeld(alarm),
                                new ArmingReason.NotSuspending(why),
                                event);
                case ArmedWake.Verification.Verified(ArmedWake wake) ->
                        Step.of(
                                new Sleeping.Entering(course, wake, before),
                                new Effect.Enter(
                                        wake, course.way().state(), course.way().executor()));
            };
        }

        /// What stands in the RTC right after it accepted our alarm is what it made of it.
        private ProcedureContext undoingWhatIsHeld(RtcAlarm alarm) {
            return plan.isOurs() && alarm instanceof RtcAlarm.Armed(RtcTime held)
                    ? course.willUndo(new Undo.ClearAlarm(plan.rtc(), held))
                    : course;
        }
    }
}
