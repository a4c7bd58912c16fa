package dev.lungfish.core.fleet.lease;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.procedure.request.SleepTarget;
import java.time.Duration;

/// The permission to sleep for a bounded time. At its end the host's own alarm wakes it, and it
/// checks in.
///
/// @param id names it, and the request that the host carries out for it; no two leases have the
///   same
/// @param epoch of the controller that grants it
/// @param target how the host sleeps
/// @param length from the moment in which the host accepts it
/// @param autonomy what the host may do at its end if no controller answers
public record Lease(
        @Bound(bytes = Bounds.ID_BYTES) String id,
        Epoch epoch,
        SleepTarget target,
        Duration length,
        Autonomy autonomy) {
    public Lease {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("a positive length expected, found " + length);
        }
    }
}
