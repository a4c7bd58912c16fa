package dev.lungfish.core.procedure.state;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Continuation;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.judgement.ProcedureContext;
import dev.lungfish.core.procedure.judgement.SegmentJudge;
import dev.lungfish.core.procedure.judgement.Undo;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.ProofReason;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.Way;
import dev.lungfish.core.procedure.proof.Way.NetworkWay;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the last run of Lungfish left open is being settled.
sealed interface Settling extends ProcedureState {
    /// How long a host that is awake may still go to sleep after a service was asked for it: longer
    /// than logind's inhibitors delay it and systemd-sleep's hooks take.
    Duration PENDING = Duration.ofMinutes(5);

    @Override
    default Phase phase() {
        return Phase.UNDOING;
    }

    /// Begins a settlement.
    static Step begin(List<JournalEntry> open, ProcedureSettings settings) {
        Traces traces = Traces.of(open);
        return traces.rtc()
                .map(rtc -> Step.of(new Observing(traces, settings), new Effect.Observe(rtc)))
                .orElseThrow(() -> new IllegalArgumentException("nothing is open in " + open));
    }

    /// What the journal says of the last run.
    ///
    /// @param accepted the request that has no outcome yet
    /// @param attempt the first sleep that was about to be entered since the last one that the
    ///   journal says that the host was back from
    /// @param segments the sleeps whose proof stands in the journal
    /// @param ofRequest what was changed for the whole request, the last change first
    /// @param leftBehind what could not be undone between the sleeps
    /// @param rest everything else that was changed and is not known to be undone
    record Traces(
            Optional<JournalEntry.Accepted> accepted,
            Optional<Attempt> attempt,
            Optional<String> rtc,
            List<Segment> segments,
            List<Reason> leftBehind,
            List<Undo> ofRequest,
            List<Undo> rest) {

        /// A sleep that was about to be entered.
        ///
        /// @param plan what was to end it; empty where nothing was
        /// @param before what the host looked like
        record Attempt(Optional<AlarmPlan> plan, SleepEvidence before) {}

        static Traces of(List<JournalEntry> open) {
            Optional<JournalEntry.Accepted> accepted = Optional.empty();
            Optional<Attempt> attempt = Optional.empty();
            Optional<String> rtc = Optional.empty();
            List<Segment> segments = new ArrayList<>();
            List<Reason> leftBehind = new ArrayList<>();
            List<Undo> ofRequest = new ArrayList<>();
            List<Undo> rest = new ArrayList<>();
            for (JournalEntry entry : open) {
                switch (entry) {
                    case JournalEntry.Accepted begun -> {
                        accepted = Optional.of(begun);
                        rtc = Optional.of(begun.rtc());
                    }
                    case JournalEntry.TakingForeignAlarm(String name, var alarm) -> {
                        rtc = Optional.of(name);
                        rest.addFirst(new Undo.PutBackAlarm(name, alarm));
                    }
                    case JournalEntry.TestingRtc(String name, var alarm) -> {
                        rtc = Optional.of(name);
                        rest.addFirst(new Undo.ClearAlarm(name, alarm));
                    }
                    case JournalEntry.PreparingGuests(GuestPolicy policy, var guests) ->
                            ofRequest.addFirst(new Undo.BringGuestsBack(policy, guests));
                    case JournalEntry.RunningHooks(List<String> hooks) ->
                            accepted.map(JournalEntry.Accepted::request)
                                    .ifPresent(request ->
                                            ofRequest.addFirst(
                                                    new Undo.FinishHooks(request, hooks)));
                    case JournalEntry.ChoosingMode(List<ModeFile> files) ->
                            rest.addFirst(new Undo.RestoreMode(files));
                    case JournalEntry.Entering last -> {
                        // One without a return may have slept, and its return not been written.
                        attempt =
                                attempt.or(() ->
                                        Optional.of(
                                                new Attempt(
                                                        Optional.of(last.plan()), last.before())));
                        if (last.plan().isOurs()) {
                            rest.addFirst(new Undo.ClearAlarm(last.plan().rtc(), last.plan().at()));
                        }
                    }
                    case JournalEntry.EnteringUnbounded(SleepEvidence before) ->
                            attempt =
                                    attempt.or(() ->
                                            Optional.of(new Attempt(Optional.empty(), before)));
                    case JournalEntry.Returned(Segment segment) -> {
                        segments.add(segment);
                        attempt = Optional.empty();
                    }
                    case JournalEntry.Undone(List<Reason> left) -> {
                        leftBehind.addAll(left);
                        rest.clear();
                    }
                    case JournalEntry.TestedRtc _ -> rest.clear();
                    case JournalEntry.Ended _, JournalEntry.Foreign _ -> {}
                }
            }
            return new Traces(
                    accepted,
                    attempt,
                    rtc,
                    List.copyOf(segments),
                    List.copyOf(leftBehind),
                    List.copyOf(ofRequest),
                    List.copyOf(rest));
        }

        /// All that is to be undone. A fresh boot has reset the files that say what a state means.
        List<Undo> everything(boolean freshBoot) {
            return Stream.concat(rest.stream(), ofRequest.stream())
                    .filter(undo -> !(freshBoot && undo instanceof Undo.RestoreMode))
                    .toList();
        }
    }

    /// The evidence is being read.
    record Observing(Traces traces, ProcedureSettings settings) implements Settling {
        @Override
        public Step on(Event event) {
            Optional<SleepEvidence> now =
                    event.answer() instanceof Answer.Observed(SleepEvidence sight)
                            ? Optional.of(sight)
                            : Optional.empty();
            boolean freshBoot = now.filter(this::isFreshBoot).isPresent();
            List<Undo> everything = traces.everything(freshBoot);
            return traces.accepted()
                    .map(accepted -> end(accepted, now, freshBoot, everything, event))
                    .orElseGet(() ->
                            Rollback.begin(
                                    everything, new Rollback.Purpose.EndSettlement(), event));
        }

        private Step end(
                JournalEntry.Accepted accepted,
                Optional<SleepEvidence> now,
                boolean freshBoot,
                List<Undo> everything,
                Event event) {
            boolean keepsAlarm = !freshBoot && mayStillSleep(accepted.executor(), now);
            ProcedureContext context = context(accepted);
            List<Undo> undo =
                    everything.stream()
                            .filter(each -> !(keepsAlarm && each instanceof Undo.ClearAlarm))
                            .toList();
            Rollback.Purpose.End purpose =
                    keepsAlarm
                            ? new Rollback.Purpose.End(
                                    context.leavingBehind(List.of(keptWayBack())), mayStillSleep())
                            : new Rollback.Purpose.End(context, outcome(accepted, now, freshBoot));
            return accepted.request().proves()
                            && purpose.outcome() instanceof Outcome.ResumedFromNothing lost
                    ? Step.of(
                            new Failing(undo, purpose),
                            new Effect.KeepProof(failed(accepted, lost, event)))
                    : Rollback.begin(undo, purpose, event);
        }

        private Proof failed(
                JournalEntry.Accepted accepted, Outcome.ResumedFromNothing lost, Event event) {
            return new Proof(
                    context(accepted).proving(),
                    accepted.state(),
                    event.at().wall(),
                    false,
                    Optional.empty(),
                    new ProofReason.ProofFailed(lost.reason()));
        }

        /// Whether the sleep that was asked for may yet be entered, so that its alarm must stay.
        /// What was asked of the kernel is over when Lungfish starts again, as the lock of the
        /// state directory is held until the write has come back; a service goes on by itself.
        private boolean mayStillSleep(Executor executor, Optional<SleepEvidence> now) {
            return executor != Executor.KERNEL
                    && before().filter(before ->
                                    !now.map(sight -> isOver(before, sight)).orElse(false))
                            .isPresent();
        }

        private static boolean isOver(SleepEvidence before, SleepEvidence now) {
            return now.at().awakeSince(before.at()).compareTo(PENDING) >= 0
                    || now.at().asleepSince(before.at()).compareTo(SegmentJudge.LEAST) >= 0
                    || now.statistics().countsMoreThan(before.statistics());
        }

        private Outcome mayStillSleep() {
            return new Outcome.Unproven(
                    asleep(), new SettlingReason.EndedOnTheWay(plan().isPresent()));
        }

        private Optional<AlarmPlan> plan() {
            return traces.attempt().flatMap(Traces.Attempt::plan);
        }

        private Reason keptWayBack() {
            return plan().<Reason>map(
                            plan -> new UndoReason.AlarmKept(plan.rtc(), plan.at().asIfUtc()))
                    .orElse(new UndoReason.CardKept(Optional.empty()));
        }

        private ProcedureContext context(JournalEntry.Accepted accepted) {
            return ProcedureContext.of(accepted.request(), settings, way(accepted))
                    .accept()
                    .leavingBehind(traces.leftBehind());
        }

        private static Way way(JournalEntry.Accepted accepted) {
            return new Way(
                    accepted.state(),
                    accepted.executor(),
                    accepted.rtc(),
                    "",
                    Duration.ZERO,
                    accepted.fingerprint(),
                    accepted.card()
                            .map(card ->
                                    new NetworkWay(
                                            card.deviceName(), List.of(), card, Optional.empty())));
        }

        private boolean isFreshBoot(SleepEvidence now) {
            return before().filter(before -> isEarlierIn(before, now)).isPresent()
                    || sameBoot(now).filter(same -> !same).isPresent();
        }

        /// A clock that only runs on shows less than before: it was started anew.
        private static boolean isEarlierIn(SleepEvidence before, SleepEvidence now) {
            return now.at().passedSince(before.at()).isNegative();
        }

        /// Whether the host has not booted since; empty where that is not known.
        private Optional<Boolean> sameBoot(SleepEvidence now) {
            return before().map(SleepEvidence::bootId)
                    .flatMap(Reading::toOptional)
                    .flatMap(id -> now.bootId().toOptional().map(id::equals));
        }

        private Optional<SleepEvidence> before() {
            return traces.attempt().map(Traces.Attempt::before);
        }

        private Outcome outcome(
                JournalEntry.Accepted accepted, Optional<SleepEvidence> now, boolean freshBoot) {
            if (traces.attempt().isEmpty()) {
                return traces.segments().isEmpty()
                        ? new Outcome.NeverEntered(
                                "", "", "", new SettlingReason.EndedBeforeSleep())
                        : afterSegments(accepted);
            }
            if (freshBoot) {
                return new Outcome.ResumedFromNothing(
                        new SettlingReason.MemoryLost(accepted.state()));
            }
            return now.map(sight -> judged(accepted, sight))
                    .orElseGet(() ->
                            new Outcome.Unproven(
                                    asleep(), new SettlingReason.EndedWithoutEvidence()));
        }

        /// The last sleep is proved; that it was the last one may be why Lungfish was ended.
        private Outcome afterSegments(JournalEntry.Accepted accepted) {
            ProcedureContext context = context(accepted);
            for (Segment segment : traces.segments()) {
                context = context.slept(segment);
            }
            return switch (Continuation.of(context)) {
                case Continuation.End(Outcome outcome) -> outcome;
                case Continuation.SleepOn _ ->
                        Finish.staysAwake(
                                context, List.of(new SettlingReason.EndedBeforeNextSleep()));
            };
        }

        private Outcome judged(JournalEntry.Accepted accepted, SleepEvidence now) {
            if (sameBoot(now).isEmpty()) {
                return new Outcome.Unproven(asleep(), new SettlingReason.EndedWithBootUnknown());
            }
            SleepEvidence before = before().orElseThrow();
            return switch (new SegmentJudge(
                            way(accepted), before, now, new Answer.Entry.Succeeded())
                    .judge()) {
                case SegmentJudge.Verdict.Slept(Duration asleep) ->
                        new Outcome.Unproven(
                                asleep().plus(asleep), new SettlingReason.SleptUnseen(asleep));
                case SegmentJudge.Verdict.Ends(Outcome.NeverEntered never)
                        when traces.segments().isEmpty() ->
                        new Outcome.NeverEntered(
                                never.step(),
                                never.device(),
                                never.error(),
                                new SettlingReason.EndedWithoutSleep());
                case SegmentJudge.Verdict.Ends(Outcome.NeverEntered _) -> afterSegments(accepted);
                case SegmentJudge.Verdict.Ends(Outcome outcome) ->
                        new Outcome.Unproven(
                                asleep(), new SettlingReason.EndedAndUnproven(outcome.reason()));
            };
        }

        private Duration asleep() {
            return traces.segments().stream()
                    .map(Segment::asleep)
                    .reduce(Duration.ZERO, Duration::plus);
        }
    }

    /// That the proof failed which was wanted is being kept. Whether that works changes nothing any
    /// more.
    record Failing(List<Undo> undo, Rollback.Purpose purpose) implements Settling {
        @Override
        public Step on(Event event) {
            return Rollback.begin(undo, purpose, event);
        }
    }

    /// That everything is undone is being written down. Where that fails, the next start undoes it
    /// once more.
    record Noting(List<Reason> leftBehind) implements Settling {
        @Override
        public Step on(Event event) {
            return new Step(
                    new Ended(Optional.empty(), leftBehind, Optional.empty()), Optional.empty());
        }
    }
}
