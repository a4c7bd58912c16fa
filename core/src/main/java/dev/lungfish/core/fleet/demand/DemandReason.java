package dev.lungfish.core.fleet.demand;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;

/// For whom a host is awake, and what a demand lacks.
public sealed interface DemandReason extends Reason {
    record DemandedBy(String demand, String by, Instant until) implements DemandReason {}

    record DemandHostUnknown(String host) implements DemandReason {}

    /// The host is in maintenance, or did not come back.
    record DemandHostUnusable(String host, String state) implements DemandReason {}

    record DemandHostsTooFew(int wanted, int found) implements DemandReason {}

    record DemandRoomTooSmall(int cores, ByteCount memory) implements DemandReason {}

    /// The rates of the pool or of a power domain let it be woken later.
    record DemandWaitsForRate(String host, Instant until) implements DemandReason {}
}
