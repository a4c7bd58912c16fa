package dev.lungfish.agent.engine;

import dev.lungfish.core.procedure.Answer;
import dev.lungfish.core.procedure.Effect;
import dev.lungfish.core.procedure.EffectRunner;
import dev.lungfish.core.procedure.JournalEntry;
import dev.lungfish.core.procedure.PlanStep;
import dev.lungfish.core.procedure.Proof;
import dev.lungfish.core.procedure.RtcTest;
import dev.lungfish.core.procedure.Segment;
import dev.lungfish.core.procedure.SleepRequest;
import dev.lungfish.state.journal.JournalWriter;
import dev.lungfish.state.journal.StateDirectory;
import dev.lungfish.state.journal.StateException;
import dev.lungfish.state.journal.StoredProofsFile;
import dev.lungfish.state.journal.StoredRtcTests;
import dev.lungfish.state.journal.WakeupFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carries out the effects that do not touch the host: the journal, kept tests, and all that others
/// are told. Remembers what it wrote. Confined to one thread.
final class RecordEffects implements EffectRunner {
    private final StateDirectory state;
    private final JournalWriter journal;
    private final ProcedureListener listener;
    private final List<Segment> segments = new ArrayList<>();
    private Optional<JournalEntry.Accepted> accepted = Optional.empty();

    RecordEffects(StateDirectory state, JournalWriter journal, ProcedureListener listener) {
        this.state = state;
        this.journal = journal;
        this.listener = listener;
    }

    @Override
    public Answer carryOut(Effect effect) {
        if (effect instanceof Effect.FindWakeups) {
            return wakeups(state);
        }
        try {
            switch (effect) {
                case Effect.Write(JournalEntry entry) -> write(entry);
                case Effect.KeepTest(RtcTest test) -> StoredRtcTests.keep(state, test);
                case Effect.KeepProof(Proof proof) -> StoredProofsFile.keep(state, proof);
                case Effect.Reply(SleepRequest request, List<PlanStep> plan) ->
                        listener.accepted(request, plan);
                case Effect.Quiesce(SleepRequest request) -> listener.quiesce(request);
                case Effect.Resume(SleepRequest request) -> listener.resume(request);
                default ->
                        throw new IllegalArgumentException(
                                "an effect on the host: " + effect.inWords());
            }
            return new Answer.Done();
        } catch (StateException e) {
            return new Answer.Failed(e.reason(), "");
        }
    }

    /// The wakeups that others asked for.
    static Answer wakeups(StateDirectory state) {
        try {
            return new Answer.WakeupsFound(WakeupFile.read(state), List.of());
        } catch (StateException e) {
            return new Answer.WakeupsFound(List.of(), List.of(e.reason()));
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
        return segments;
    }
}
