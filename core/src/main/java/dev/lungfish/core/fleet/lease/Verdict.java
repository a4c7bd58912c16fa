package dev.lungfish.core.fleet.lease;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;

/// What a controller answers to a host that checks in.
public sealed interface Verdict {
    /// The highest epoch of whoever answers. A host keeps it.
    Epoch epoch();

    /// Why, for the host's log.
    Reason reason();

    /// Whether it lets a host sleep that is about to, for a lease: nothing else does, whoever says
    /// it.
    default boolean lets(Lease lease) {
        return this instanceof Sleep(Lease same, _) && same.id().equals(lease.id());
    }

    /// Stay awake, and call again.
    ///
    /// @param again after how long
    record Stay(Epoch epoch, Duration again, Reason reason) implements Verdict {}

    /// Sleep, or sleep on.
    record Sleep(Lease lease, Reason reason) implements Verdict {
        @Override
        public Epoch epoch() {
            return lease.epoch();
        }
    }

    /// Take no new work, and call again: the controller is about to empty this host.
    ///
    /// @param again after how long
    record Drain(Epoch epoch, Duration again, Reason reason) implements Verdict {}
}
