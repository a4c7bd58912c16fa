package dev.lungfish.core.procedure.alarm;

import dev.lungfish.core.procedure.request.Moment;

/// A way back that was verified. Only such a value can start a sleep, and none can be made but by
/// the verification of its kind.
public sealed interface VerifiedWake permits ArmedWake, ProvedNic {

    /// Whether the verification is still new enough to rely on.
    boolean isFresh(Moment now);
}
