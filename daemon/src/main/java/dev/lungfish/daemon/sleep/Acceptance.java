package dev.lungfish.daemon.sleep;

import dev.lungfish.core.procedure.request.PlanStep;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Tells whoever asked for a sleep that the request is accepted.
@FunctionalInterface
public interface Acceptance {
    /// Tells it.
    ///
    /// @param plan what will happen
    /// @return done when the answer was written, or never will be; the countdown waits for it, up
    ///   to a limit
    CompletionStage<?> tell(List<PlanStep> plan);
}
