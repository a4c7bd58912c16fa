package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.request.Phase;
import java.util.Optional;

/// Where a procedure is. Each state waits for the answer to one effect.
public interface ProcedureState {

    /// Where that is, for everybody.
    Phase phase();

    /// What follows from the answer.
    ///
    /// @throws IllegalStateException where the procedure has ended or the answer is not one to the
    ///   effect of this state
    Step on(Event event);

    /// The next state, and what is to be done in it.
    ///
    /// @param state waits for the answer to the effect
    /// @param effect empty where the procedure has ended
    record Step(ProcedureState state, Optional<Effect> effect) {
        static Step of(ProcedureState state, Effect effect) {
            return new Step(state, Optional.of(effect));
        }
    }
}
