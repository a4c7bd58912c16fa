package dev.lungfish.agent.engine;

import dev.lungfish.api.Cancellation;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.Finished;
import dev.lungfish.api.Settled;
import dev.lungfish.core.bound.BoundCheck;
import dev.lungfish.core.bound.BoundReason;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.proof.WaysBack;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.EffectRunner;
import dev.lungfish.core.procedure.state.Ended;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.procedure.state.SleepProcedure;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepReadings;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.state.directory.ProcedureLock;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import dev.lungfish.state.journal.JournalContent;
import dev.lungfish.state.journal.JournalReader;
import dev.lungfish.state.journal.JournalWriter;
import dev.lungfish.state.kept.CancelFile;
import dev.lungfish.state.kept.CurrentRequestFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Puts one host to sleep and gets it back. Safe for use by several threads and beside other
/// processes with the same state directory: one request runs at a time, a second one is refused.
public final class SleepEngine {
    /// For how long the state directory is held at most to set processors.
    private static final Duration OF_SHORT_WORK = Duration.ofSeconds(5);

    private final StateDirectory state;
    private final ProcedureSettings settings;
    private final EffectRunnerFactory host;
    private final Supplier<Moment> clock;
    private final LiveRequests live;

    /// @param clock the clocks of the host
    public SleepEngine(
            StateDirectory state,
            ProcedureSettings settings,
            EffectRunnerFactory host,
            Supplier<Moment> clock) {
        this(state, settings, host, clock, new LiveRequests());
    }

    /// The same for an engine whose requests others look at and cancel in memory.
    ///
    /// @param clock the clocks of the host
    public SleepEngine(
            StateDirectory state,
            ProcedureSettings settings,
            EffectRunnerFactory host,
            Supplier<Moment> clock,
            LiveRequests live) {
        this.live = live;
        this.state = state;
        this.settings = settings;
        this.host = host;
        this.clock = clock;
    }

    /// Carries a request out and comes back when it has ended. A dry run writes nothing, neither on
    /// the host nor in the state directory.
    public Finished run(
            SleepRequest request, Cancellation cancellation, ProcedureListener listener) {
        return run(request, Optional.empty(), cancellation, listener);
    }

    /// The same for a requester who has just read how the host sleeps: it is not read again.
    ///
    /// @param readings empty where it was not read
    public Finished run(
            SleepRequest request,
            Optional<SleepReadings> readings,
            Cancellation cancellation,
            ProcedureListener listener) {
        cancellation.askIfInterrupted();
        Optional<BoundReason> beyond = BoundCheck.first(request);
        if (beyond.isPresent()) {
            return Finished.refused(request, beyond.get());
        }
        if (request.dryRun()) {
            return rehearse(request, readings, cancellation, listener);
        }
        try {
            return runAlone(request, readings, cancellation, listener);
        } catch (StateException e) {
            return Finished.refused(request, e.reason());
        }
    }

    private Finished runAlone(
            SleepRequest request,
            Optional<SleepReadings> readings,
            Cancellation cancellation,
            ProcedureListener listener)
            throws StateException {
        state.create();
        Optional<ProcedureLock> lock = lock();
        if (lock.isEmpty()) {
            return Finished.refused(request, inProgress());
        }
        boolean mine = false;
        try {
            try (ProcedureLock _ = lock.get();
                    JournalWriter journal = JournalWriter.open(state)) {
                List<StateReason.JournalLineMalformed> damage =
                        liveDamage(JournalReader.readEnd(state));
                Optional<Settled> settled = settle(journal);
                settled.ifPresent(listener::settled);
                if (!damage.isEmpty()) {
                    return Finished.refused(request, damage.getFirst());
                }
                Optional<Reason> stillOpen = settled.isPresent() ? stillOpen() : Optional.empty();
                if (stillOpen.isPresent()) {
                    return Finished.refused(request, stillOpen.get());
                }
                mine = true;
                return run(
                        request,
                        // The settlement may have changed what was read before it.
                        settled.isPresent() ? Optional.empty() : readings,
                        cancellation,
                        journal,
                        listener);
            }
        } finally {
            if (mine) {
                // Whoever cancelled it is answered only when another one can begin.
                listener.released(request);
                live.forget(state);
            }
        }
    }

    private Finished run(
            SleepRequest request,
            Optional<SleepReadings> readings,
            Cancellation cancellation,
            JournalWriter journal,
            ProcedureListener listener)
            throws StateException {
        CancelFile.forget(state);
        Progress progress =
                new Progress(
                        state,
                        listener,
                        clock,
                        request,
                        current -> live.show(state, current, cancellation));
        CancelWatch watch =
                new CancelWatch(state, request.id(), cancellation, () -> clock.get().awake());
        RecordEffects own =
                new RecordEffects(
                        state,
                        journal,
                        progress,
                        () -> {
                            progress.waiting();
                            return watch.by().isPresent();
                        });
        Ended ended =
                new ProcedureRunner(host.runner(readings), own, clock)
                        .through(
                                SleepProcedure.begin(request, settings),
                                watch::by,
                                step -> tell(progress, step));
        Outcome outcome = ended.outcome().orElseThrow();
        progress.ended(outcome, ended.leftBehind());
        CancelFile.forget(state);
        return new Finished(request, own.accepted(), outcome, own.segments(), ended.leftBehind());
    }

    private static void tell(Progress progress, Step step) {
        progress.entered(step.state().phase());
        if (step.effect().orElse(null) instanceof Effect.Wait(var length, Effect.Wait.Reason reason)
                && reason == Effect.Wait.Reason.COUNTDOWN) {
            progress.countdown(length);
        } else {
            progress.countdownIsOver();
        }
    }

    private Finished rehearse(
            SleepRequest request,
            Optional<SleepReadings> readings,
            Cancellation cancellation,
            ProcedureListener listener) {
        try {
            if (CurrentRequestFile.read(state).filter(CurrentRequestFile::runs).isPresent()) {
                return Finished.refused(request, inProgress());
            }
        } catch (StateException e) {
            return Finished.refused(request, e.reason());
        }
        listener.entered(Phase.CHECKING);
        Ended ended =
                new ProcedureRunner(host.runner(readings), SleepEngine::notInADryRun, clock)
                        .through(
                                SleepProcedure.begin(request, settings), cancellation::by, _ -> {});
        return new Finished(
                request,
                Optional.empty(),
                ended.outcome().orElseThrow(),
                List.of(),
                ended.leftBehind());
    }

    private static Answer notInADryRun(Effect.OnRecord effect) {
        return new Answer.Failed("a dry run is not to " + effect.inWords(), "");
    }

    /// Settles what an earlier run left open, where one did and no request runs.
    ///
    /// @return empty where there was nothing to settle
    /// @throws StateException where that can't be found out or not be done: not allowed, or the
    ///   journal is damaged
    public Optional<Settled> settle() throws StateException {
        if (!state.exists()) {
            return Optional.empty();
        }
        JournalContent content = JournalReader.readEnd(state);
        if (content.open().isEmpty() && liveDamage(content).isEmpty()) {
            return Optional.empty();
        }
        Optional<ProcedureLock> lock = ProcedureLock.tryTake(state);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try (ProcedureLock _ = lock.get();
                JournalWriter journal = JournalWriter.open(state)) {
            return settle(journal);
        }
    }

    private Optional<Settled> settle(JournalWriter journal) throws StateException {
        JournalContent content = JournalReader.readEnd(state);
        if (content.open().isEmpty()) {
            return setAside(journal, content, Optional.empty());
        }
        Ended ended =
                new ProcedureRunner(afresh(), RecordEffects.unasked(state, journal), clock)
                        .through(
                                SleepProcedure.settle(content.open(), settings),
                                Optional::empty,
                                _ -> {});
        Optional<SleepRequest> request =
                content.openRequest().map(open -> open.accepted().request());
        if (request.isPresent() && ended.outcome().isPresent()) {
            showSettled(request.get(), ended);
        }
        Settled settled = new Settled(request, ended.outcome(), ended.leftBehind());
        return setAside(journal, content, Optional.of(settled));
    }

    /// What is damaged in the journal that is written; sealed ones are not touched.
    private List<StateReason.JournalLineMalformed> liveDamage(JournalContent content) {
        return content.damage().stream()
                .filter(one -> one.file().equals(state.journal().toString()))
                .toList();
    }

    /// A request could hide in a damaged line. All else is settled; then the journal is kept aside.
    private Optional<Settled> setAside(
            JournalWriter journal, JournalContent content, Optional<Settled> settled)
            throws StateException {
        List<StateReason.JournalLineMalformed> damage = liveDamage(content);
        if (damage.isEmpty()) {
            return settled;
        }
        journal.sealDamaged();
        List<Reason> left = new ArrayList<>(damage);
        settled.ifPresent(one -> left.addAll(one.leftBehind()));
        return Optional.of(
                new Settled(
                        settled.flatMap(Settled::request),
                        settled.flatMap(Settled::outcome),
                        left));
    }

    private void showSettled(SleepRequest request, Ended ended) throws StateException {
        Instant now = clock.get().wall();
        Optional<CurrentRequest> current = CurrentRequestFile.read(state);
        if (current.filter(shown -> shown.request().id().equals(request.id())).isPresent()) {
            CurrentRequestFile.write(
                    current.get().ended(ended.outcome().orElseThrow(), ended.leftBehind(), now),
                    state);
        }
    }

    /// Tests the RTC that a request would rely on, unless a kept test holds, so that no request has
    /// to wait for it. Nothing is tested while a request runs.
    ///
    /// @return the test that is relied on from now, also one that was not passed; empty where there
    ///   is no RTC to rely on, or a request runs
    /// @throws StateException where the state directory can't be used
    public Optional<RtcTest> testRtc() throws StateException {
        state.create();
        Optional<ProcedureLock> lock = ProcedureLock.tryTake(state);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        try (ProcedureLock _ = lock.get();
                JournalWriter journal = JournalWriter.open(state)) {
            Optional<Settled> _ = settle(journal);
            return new RtcCheck(settings, afresh(), RecordEffects.unasked(state, journal), clock)
                    .check();
        }
    }

    /// What an examination of the host finds now; empty where it can't be examined. Changes
    /// nothing.
    public Optional<Findings> findings() {
        return new HostExamination(afresh(), settings).findings();
    }

    /// How the ways back from each supported sleep state stand. Changes nothing.
    public WaysBack waysBack() {
        return findings()
                .map(findings ->
                        WaysBack.of(findings, clock.get().wall(), settings.proofValidity()))
                .orElseGet(() -> WaysBack.unknown(new EngineReason.HostNotSurveyed()));
    }

    private EffectRunner<Effect.OnHost> afresh() {
        return host.runner(Optional.empty());
    }

    /// Writes down a sleep that somebody else began, after everything that an earlier run left open
    /// is settled.
    ///
    /// @return false where a request runs, which must end first
    /// @throws StateException where the state directory can't be used
    public boolean record(JournalEntry.Foreign sleep) throws StateException {
        state.create();
        Optional<ProcedureLock> lock = ProcedureLock.tryTake(state);
        if (lock.isEmpty()) {
            return false;
        }
        try (ProcedureLock _ = lock.get();
                JournalWriter journal = JournalWriter.open(state)) {
            Optional<Settled> _ = settle(journal);
            journal.append(sleep);
            return true;
        }
    }

    private Optional<Reason> stillOpen() throws StateException {
        return JournalReader.readEnd(state)
                .openRequest()
                .map(open -> new EngineReason.RequestStillOpen(open.accepted().request().id()));
    }

    /// The right to change the host. Who sets the processors has it for a moment, and is waited
    /// for; a sleep is not.
    private Optional<ProcedureLock> lock() throws StateException {
        Deadline deadline = Deadline.after(OF_SHORT_WORK);
        Optional<ProcedureLock> lock = ProcedureLock.tryTake(state);
        while (lock.isEmpty()
                && CurrentRequestFile.read(state).filter(CurrentRequestFile::runs).isEmpty()
                && !deadline.passed()
                && !Pause.of(Pause.STEP, Pause.STEP, Thread.currentThread()::isInterrupted)) {
            lock = ProcedureLock.tryTake(state);
        }
        return lock;
    }

    private Reason inProgress() throws StateException {
        return CurrentRequestFile.read(state)
                .filter(CurrentRequestFile::runs)
                .<Reason>map(current ->
                        new EngineReason.SleepInProgress(
                                current.request().id(),
                                current.request().target(),
                                current.request().length(),
                                current.request().requester(),
                                current.phase(),
                                current.process()))
                .orElseGet(() -> new EngineReason.StateDirectoryInUse(state.path().toString()));
    }
}
