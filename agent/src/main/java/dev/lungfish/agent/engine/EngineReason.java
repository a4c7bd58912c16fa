package dev.lungfish.agent.engine;

import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.Optional;

/// Why the engine begins no request, or could not look at its host.
public sealed interface EngineReason extends Reason {
    record SleepInProgress(
            String request,
            SleepTarget target,
            Optional<Duration> length,
            String requester,
            Phase phase,
            long process)
            implements EngineReason {}

    record StateDirectoryInUse(String directory) implements EngineReason {}

    record RequestStillOpen(String request) implements EngineReason {}

    record HostNotSurveyed() implements EngineReason {}

    record OnlyRoot(String user) implements EngineReason {}
}
