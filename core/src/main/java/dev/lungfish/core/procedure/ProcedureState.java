package dev.lungfish.core.procedure;

/// Where a procedure is. Each state waits for the answer to one effect.
public interface ProcedureState {

    /// Where that is, for everybody.
    Phase phase();

    /// What follows from the answer.
    ///
    /// @throws IllegalStateException where the procedure has ended or the answer is not one to the
    ///   effect of this state
    Step on(Event event);
}
