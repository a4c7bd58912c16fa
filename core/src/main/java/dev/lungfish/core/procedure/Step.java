package dev.lungfish.core.procedure;

import java.util.Optional;

/// The next state, and what is to be done in it.
///
/// @param state waits for the answer to the effect
/// @param effect empty where the procedure has ended
public record Step(ProcedureState state, Optional<Effect> effect) {
    static Step of(ProcedureState state, Effect effect) {
        return new Step(state, Optional.of(effect));
    }
}
