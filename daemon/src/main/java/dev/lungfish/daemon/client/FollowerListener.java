package dev.lungfish.daemon.client;

import dev.lungfish.core.procedure.Phase;
import java.time.Duration;
import java.util.List;

/// Is told what happens to a request that a daemon carries out.
public interface FollowerListener {
    /// It is accepted.
    ///
    /// @param plan what will happen, a sentence each
    void accepted(String request, List<String> plan);

    /// It was seen in this phase, perhaps again.
    void entered(Phase phase);

    /// The countdown was seen to run.
    void countingDown(Duration left);

    /// It is being cancelled, as was asked here.
    void cancelling(String request);
}
