package dev.lungfish.host.engine;

import dev.lungfish.core.procedure.Phase;
import dev.lungfish.core.procedure.SleepRequest;
import java.time.Duration;
import java.util.List;

/// Is told what happens to a request, by the thread that carries it out, before it goes on. What a
/// listener throws fails the effect that it was told of, and nothing else.
public interface ProcedureListener {

    /// What an earlier run left open has got its end.
    void settled(Settled settled);

    /// The request has come to another phase.
    void entered(Phase phase);

    /// The request is accepted: tell whoever asked, and wait until that is on its way.
    ///
    /// @param plan what will happen, a sentence each
    void accepted(SleepRequest request, List<String> plan);

    /// The countdown runs. Told many times a second.
    ///
    /// @param left until its end
    void countingDown(Duration left);

    /// From now on refuse new work and tell clients.
    void quiesce(SleepRequest request);

    /// Take new work again.
    void resume(SleepRequest request);

    /// Listens to nothing.
    static ProcedureListener none() {
        return new ProcedureListener() {
            @Override
            public void settled(Settled settled) {}

            @Override
            public void entered(Phase phase) {}

            @Override
            public void accepted(SleepRequest request, List<String> plan) {}

            @Override
            public void countingDown(Duration left) {}

            @Override
            public void quiesce(SleepRequest request) {}

            @Override
            public void resume(SleepRequest request) {}
        };
    }
}
