package dev.lungfish.sim.run;

import dev.lungfish.core.procedure.state.ProcedureState.Step;
import java.util.function.Supplier;

/// Takes what happens in a run, in words; words are made only where somebody wants them.
@FunctionalInterface
public interface Trace {
    void tell(Supplier<String> words);

    /// A procedure begins.
    default void begins(Step first) {}

    /// A procedure went from one state to the next.
    default void went(Step from, Step to) {}

    /// Nobody listens.
    static Trace none() {
        return words -> {};
    }
}
