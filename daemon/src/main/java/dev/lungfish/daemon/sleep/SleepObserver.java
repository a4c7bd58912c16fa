package dev.lungfish.daemon.sleep;

import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.SleepRequest;
import java.util.List;

/// Is told what happens to requests, by the thread that carries one out, before it goes on.
public interface SleepObserver {

    /// The request is accepted, and whoever asked was told.
    default void accepted(SleepRequest request, List<PlanStep> plan) {}

    /// The request has come to another phase; before [Phase#ASLEEP] all that should happen while
    /// the host is awake must be done when this returns.
    default void entered(SleepRequest request, Phase phase) {}

    /// No new work is to be taken from now.
    default void quiesced(SleepRequest request) {}

    /// New work is to be taken again.
    default void resumed(SleepRequest request) {}

    /// The request is over.
    default void ended(Finished finished) {}
}
