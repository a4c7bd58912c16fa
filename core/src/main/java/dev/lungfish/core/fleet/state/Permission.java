package dev.lungfish.core.fleet.state;

import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;

/// What the plan of a pool wants of a host that calls.
public sealed interface Permission {
    /// Why.
    Reason reason();

    /// It may sleep, if nothing that is known of the host itself speaks against it.
    record May(Lease lease, Reason reason) implements Permission {}

    /// It is needed, or kept.
    ///
    /// @param again after how long it is to call
    record MayNot(Duration again, Reason reason) implements Permission {}

    /// It is to be emptied.
    ///
    /// @param again after how long it is to call
    record Drain(Duration again, Reason reason) implements Permission {}
}
