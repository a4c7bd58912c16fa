package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// The end of a procedure.
///
/// @param outcome of the request; empty where an RTC was tested alone, and where there was nothing
///   to settle but a test
/// @param leftBehind what could not be undone
/// @param test the result of a test of an RTC that was asked for alone
public record Ended(Optional<Outcome> outcome, List<Reason> leftBehind, Optional<RtcTest> test)
        implements ProcedureState {
    public Ended {
        leftBehind = List.copyOf(leftBehind);
    }

    @Override
    public Phase phase() {
        return Phase.ENDED;
    }

    @Override
    public Step on(Event event) {
        throw new IllegalStateException("the procedure has ended with " + outcome);
    }

    static Step with(Outcome outcome, List<Reason> leftBehind) {
        return new Step(
                new Ended(Optional.of(outcome), leftBehind, Optional.empty()), Optional.empty());
    }
}
