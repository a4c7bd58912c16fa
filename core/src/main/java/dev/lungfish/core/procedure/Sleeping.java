package dev.lungfish.core.procedure;

import dev.lungfish.core.wake.SpokenDuration;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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
    record Entering(Course course, ArmedWake wake, HostSight before) implements Sleeping {
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
                        case Answer.Failed(String what, _) -> new Answer.Entry.Hanging(what);
                        case Answer other -> throw Ending.unexpected(this, other);
                    };
            return Step.of(
                    new ObservingAfter(
                            entry instanceof Answer.Entry.Hanging ? keepWayBack() : course,
                            wake,
                            before,
                            entry),
                    new Effect.Observe(course.way().rtc()));
        }

        /// A sleep that may yet be entered needs its alarm.
        private Course keepWayBack() {
            return course.keepingAlarms()
                    .leavingBehind(
                            List.of(
                                    "the alarm of "
                                            + wake.plan().rtc()
                                            + " stays set for "
                                            + wake.plan().at().asIfUtc()
                                            + ", as the host may still go to sleep"));
        }
    }

    /// The evidence after the sleep is being read.
    record ObservingAfter(Course course, ArmedWake wake, HostSight before, Answer.Entry entry)
            implements Sleeping {
        @Override
        public Step on(Event event) {
            return switch (event.answer()) {
                case Answer.Observed(HostSight after) -> judge(after, event);
                case Answer.Failed failed ->
                        Ending.begin(
                                course,
                                new Outcome.Unproven(
                                        course.asleep(),
                                        "the evidence could not be read: " + failed.what()),
                                event);
                case Answer other -> throw Ending.unexpected(this, other);
            };
        }

        private Step judge(HostSight after, Event event) {
            return switch (new SegmentJudge(course.way(), before, after, entry).judge()) {
                case SegmentJudge.Verdict.Slept(Duration asleep) -> note(asleep, after);
                case SegmentJudge.Verdict.Ends(Outcome outcome) ->
                        course.request().proves()
                                ? Step.of(
                                        new Failing(course, afterAll(outcome)),
                                        new Effect.KeepProof(failed(outcome, after)))
                                : Ending.begin(course, afterAll(outcome), event);
            };
        }

        private Proof failed(Outcome outcome, HostSight after) {
            return new Proof(
                    course.way().fingerprint(),
                    course.way().state(),
                    after.at().wall(),
                    false,
                    Optional.empty(),
                    "the last proof failed: " + outcome.reason());
        }

        /// A host that slept before and could not sleep on did sleep.
        private Outcome afterAll(Outcome outcome) {
            if (course.segments().isEmpty()) {
                return outcome;
            }
            return switch (outcome) {
                case Outcome.NeverEntered never ->
                        Ending.staysAwake(course, "it could not sleep on: " + never.reason());
                case Outcome.Unproven(Duration asleep, String reason) ->
                        new Outcome.Unproven(course.asleep().plus(asleep), reason);
                default -> outcome;
            };
        }

        private Step note(Duration asleep, HostSight after) {
            Duration off = after.at().sinceBoot().minus(wake.dueSinceBoot());
            Duration untilPromise = course.promised().minus(after.at().sinceBoot());
            boolean late = off.compareTo(course.settings().lateTolerance(course.way().state())) > 0;
            Segment segment =
                    new CauseJudge(course.way(), wake.plan(), before, after, late)
                            .segment(asleep, off, untilPromise);
            return Step.of(
                    new NotingReturn(course.slept(segment)),
                    new Effect.Write(new JournalEntry.Returned(segment)));
        }
    }

    /// The sleep is being written down. Whether that works changes nothing any more.
    record NotingReturn(Course course) implements Sleeping {
        @Override
        public Step on(Event event) {
            return lesson().map(proof -> Step.of(new Learning(course), new Effect.KeepProof(proof)))
                    .orElseGet(() -> new Learning(course).on(event));
        }

        /// What the last sleep showed of its way back; nothing where something else woke the host
        /// before its alarm could, or the RTC was set meanwhile.
        private Optional<Proof> lesson() {
            Segment last = course.segments().getLast();
            boolean byAlarm =
                    switch (last.cause().kind()) {
                        case ALARM, FOREIGN_ALARM -> true;
                        case DEVICE, UNKNOWN -> false;
                    };
            boolean late = last.off().compareTo(course.settings().lateTolerance(last.state())) > 0;
            boolean early = last.off().compareTo(course.settings().earlyTolerance().negated()) < 0;
            if (byAlarm) {
                return early || (late && !course.request().proves())
                        ? Optional.empty()
                        : Optional.of(
                                proof(last, !late, "the alarm brought the host back " + off(last)));
            }
            return late
                    ? Optional.of(
                            proof(
                                    last,
                                    false,
                                    "the alarm of "
                                            + course.way().rtc()
                                            + " did not end the last one: back "
                                            + off(last)
                                            + " at "
                                            + last.woke().truncatedTo(ChronoUnit.SECONDS)
                                            + ", woken by "
                                            + last.cause().description()))
                    : Optional.empty();
        }

        private Proof proof(Segment last, boolean held, String finding) {
            return new Proof(
                    course.way().fingerprint(),
                    last.state(),
                    last.woke(),
                    held,
                    last.latency(),
                    finding);
        }

        private static String off(Segment last) {
            return SpokenDuration.of(last.off().abs())
                    + (last.off().isNegative() ? " before its time" : " after its time");
        }
    }

    /// That the proof failed which was wanted is being kept. Whether that works changes nothing any
    /// more.
    record Failing(Course course, Outcome outcome) implements Sleeping {
        @Override
        public Step on(Event event) {
            return Ending.begin(course, outcome, event);
        }
    }

    /// What the sleep showed of its way back is being kept, where it showed something. Whether that
    /// works changes nothing any more.
    record Learning(Course course) implements Sleeping {
        @Override
        public Step on(Event event) {
            return Ending.cancelIfAsked(course, event).orElseGet(() -> next(event));
        }

        private Step next(Event event) {
            return switch (Continuation.of(course)) {
                case Continuation.End(Outcome outcome) -> Ending.begin(course, outcome, event);
                case Continuation.SleepOn(Duration stay) ->
                        Unwinding.begin(
                                course.ofSleep(),
                                new Unwinding.Purpose.SleepOn(course, stay),
                                event);
            };
        }
    }

    /// That the last sleep is undone is being written down.
    record NotingUndone(Course course, Duration stay) implements Sleeping {
        @Override
        public Step on(Event event) {
            if (event.answer() instanceof Answer.Failed failed) {
                return Ending.refuse(course, failed.what(), event);
            }
            return Ending.cancelIfAsked(course, event)
                    .orElseGet(() ->
                            stay.isZero()
                                    ? Countdown.checkAgain(course)
                                    : Step.of(
                                            new Staying(course),
                                            new Effect.Wait(
                                                    stay, Effect.Wait.Reason.FOREIGN_STAY)));
        }
    }

    /// Whoever set the alarm that woke the host gets some time.
    record Staying(Course course) implements Sleeping {
        @Override
        public Step on(Event event) {
            return Ending.cancelIfAsked(course, event)
                    .orElseGet(() ->
                            event.answer() instanceof Answer.Failed failed
                                    ? Ending.refuse(course, failed.what(), event)
                                    : Countdown.checkAgain(course));
        }
    }

    /// What follows a proved sleep.
    sealed interface Continuation {
        /// The end.
        record End(Outcome outcome) implements Continuation {}

        /// Another sleep.
        ///
        /// @param stay how long the host stays awake first
        record SleepOn(Duration stay) implements Continuation {}

        /// What follows the last sleep of a course.
        static Continuation of(Course course) {
            Segment last = course.segments().getLast();
            Duration off = last.untilPromise().negated();
            ProcedureSettings settings = course.settings();
            Outcome inTime =
                    new Outcome.Slept(
                            course.asleep(),
                            off,
                            last.cause(),
                            "slept for "
                                    + SpokenDuration.of(course.asleep())
                                    + ", woken by "
                                    + last.cause().description());
            if (off.compareTo(settings.lateTolerance(last.state())) > 0) {
                return new End(
                        new Outcome.WokeLate(
                                course.asleep(),
                                off,
                                last.cause(),
                                "back "
                                        + SpokenDuration.of(off)
                                        + " after the promised time, woken by "
                                        + last.cause().description()));
            }
            if (off.compareTo(settings.earlyTolerance().negated()) >= 0) {
                return new End(inTime);
            }
            boolean asPlanned =
                    last.off().compareTo(settings.earlyTolerance().negated()) >= 0
                            && last.reason() != AlarmPlan.Reason.PROMISE;
            return asPlanned ? goOn(last, settings) : tooEarly(course, last, off);
        }

        private static Continuation goOn(Segment last, ProcedureSettings settings) {
            return new SleepOn(
                    last.reason() == AlarmPlan.Reason.FOREIGN
                            ? settings.foreignStay()
                            : Duration.ZERO);
        }

        private static Continuation tooEarly(Course course, Segment last, Duration off) {
            long early =
                    course.segments().stream()
                            .filter(segment ->
                                    segment.off()
                                                    .compareTo(
                                                            course.settings()
                                                                    .earlyTolerance()
                                                                    .negated())
                                            < 0)
                            .count();
            boolean sleepsOn =
                    course.request().onEarlyWake() == EarlyWakePolicy.RESLEEP
                            && early <= course.settings().mostEarlyWakes();
            return sleepsOn
                    ? new SleepOn(Duration.ZERO)
                    : new End(
                            new Outcome.WokeEarly(
                                    course.asleep(),
                                    off,
                                    last.cause(),
                                    "back "
                                            + SpokenDuration.of(off)
                                            + " before the promised time, woken by "
                                            + last.cause().description()
                                            + (course.request().onEarlyWake()
                                                            == EarlyWakePolicy.RESLEEP
                                                    ? "; the host stays awake, as it was woken"
                                                            + " early "
                                                            + early
                                                            + " times"
                                                    : "")));
        }
    }
}
