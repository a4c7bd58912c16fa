package dev.lungfish.agent.engine;

import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.EffectRunner;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.journal.JournalWriter;
import dev.lungfish.state.kept.StoredProofsFile;
import dev.lungfish.state.kept.StoredRtcTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Carries out the effects on the record of a request: the journal, kept tests and proofs, waits,
/// and all that others are told. Remembers what it wrote. Confined to one thread.
final class RecordEffects implements EffectRunner<Effect.OnRecord> {
    private final StateDirectory state;
    private final JournalWriter journal;
    private final ProcedureListener listener;
    private final BooleanSupplier cancelled;
    private final List<Segment> segments = new ArrayList<>();
    private Optional<JournalEntry.Accepted> accepted = Optional.empty();

    /// @param cancelled to be asked many times a second in each wait: whether to end it
    RecordEffects(
            StateDirectory state,
            JournalWriter journal,
            ProcedureListener listener,
            BooleanSupplier cancelled) {
        this.state = state;
        this.journal = journal;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    /// For a procedure that no request waits for, and nobody cancels.
    static RecordEffects unasked(StateDirectory state, JournalWriter journal) {
        return new RecordEffects(state, journal, ProcedureListener.none(), () -> false);
    }

    @Override
    public Answer carryOut(Effect.OnRecord effect) {
        try {
            switch (effect) {
                case Effect.Write(JournalEntry entry) -> write(entry);
                case Effect.KeepTest(RtcTest test) -> StoredRtcTests.keep(state, test);
                case Effect.KeepProof(Proof proof) -> StoredProofsFile.keep(state, proof);
                case Effect.Reply(SleepRequest request, List<PlanStep> plan) ->
                        listener.accepted(request, plan);
                case Effect.Wait(Duration length, _) -> {
                    boolean _ = Pause.of(length, Pause.STEP, cancelled);
                }
                case Effect.Quiesce(SleepRequest request) -> listener.quiesce(request);
                case Effect.Resume(SleepRequest request) -> listener.resume(request);
            }
            return new Answer.Done();
        } catch (StateException e) {
            return new Answer.Failed(e.reason(), "");
        } catch (ReasonException e) {
            return new Answer.Failed(e.reason(), "");
        }
    }

    private void write(JournalEntry entry) throws StateException {
        if (entry instanceof JournalEntry.Returned(Segment segment)) {
            // Also where it can't be written down: it was slept.
            segments.add(segment);
        }
        journal.append(entry);
        if (entry instanceof JournalEntry.Accepted begun) {
            accepted = Optional.of(begun);
        }
    }

    /// The acceptance that was written.
    Optional<JournalEntry.Accepted> accepted() {
        return accepted;
    }

    /// The sleeps that were proved.
    List<Segment> segments() {
        return List.copyOf(segments);
    }
}
