package dev.lungfish.agent.engine;

import dev.lungfish.api.Settled;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.SleepRequest;
import java.time.Duration;
import java.util.List;

/// Is told what happens to a request, by the thread that carries it out, before it goes on. What a
/// listener throws fails the effect that it was told of, and nothing else.
public interface ProcedureListener {

    /// What an earlier run left open has got its end.
    default void settled(Settled settled) {}

    /// The request has come to another phase.
    default void entered(Phase phase) {}

    /// The request is accepted: tell whoever asked, and wait until that is on its way.
    ///
    /// @param plan what will happen
    default void accepted(SleepRequest request, List<PlanStep> plan) {}

    /// The countdown runs. Told many times a second.
    ///
    /// @param left until its end
    default void countingDown(Duration left) {}

    /// From now on refuse new work and tell clients.
    default void quiesce(SleepRequest request) {}

    /// Take new work again.
    default void resume(SleepRequest request) {}

    /// The request has ended, and another one can begin. Whoever cancelled it is not answered yet.
    default void released(SleepRequest request) {}

    /// Listens to nothing.
    static ProcedureListener none() {
        return new ProcedureListener() {};
    }
}
