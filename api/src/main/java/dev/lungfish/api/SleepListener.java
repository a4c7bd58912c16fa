package dev.lungfish.api;

import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.List;

/// Is told what happens to a request, by the thread that waits for its end.
public interface SleepListener {
    /// What an earlier run left open has got its end.
    default void settled(Settled settled) {}

    /// It is accepted.
    ///
    /// @param plan what will happen
    default void accepted(String request, List<Reason> plan) {}

    /// It was seen in this phase, perhaps again.
    default void entered(Phase phase) {}

    /// The countdown was seen to run.
    default void countingDown(Duration left) {}

    /// It is being cancelled, as was asked here.
    default void cancelling(String request) {}
}
