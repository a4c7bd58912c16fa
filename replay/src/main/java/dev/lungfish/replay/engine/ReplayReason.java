package dev.lungfish.replay.engine;

import dev.lungfish.core.reason.Reason;

/// What simulated hosts say.
public sealed interface ReplayReason extends Reason {
    /// A lease of a simulated host came to its end.
    record SimulatedLeaseEnded() implements ReplayReason {}
}
