package dev.lungfish.controller.attention;

import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.List;

/// What is so, for a human; the remedy of each says what they can do next.
public sealed interface AttentionReason extends Reason {

    /// The reason `host-overdue`.
    ///
    /// @param attempts to wake it so far
    /// @param alarm whether its own alarm has failed
    /// @param why it was to be awake
    record HostOverdue(String host, Instant since, int attempts, boolean alarm, Reason why)
            implements AttentionReason {}

    /// The reason `host-lost`.
    record HostLost(String host, Instant since) implements AttentionReason {}

    /// The reason `host-out-of-contact`.
    record HostOutOfContact(String host, Instant since) implements AttentionReason {}

    /// The reason `host-silent`.
    record HostSilent(String host, Instant since) implements AttentionReason {}

    /// The reason `guest-moves-fail`.
    ///
    /// @param times in a row
    /// @param until when it stays where it is
    record GuestMovesFail(String guest, int times, Instant until) implements AttentionReason {}

    /// The reason `demand-not-served`.
    ///
    /// @param by who made it
    record DemandNotServed(String demand, String by, List<Reason> missing)
            implements AttentionReason {
        public DemandNotServed {
            missing = List.copyOf(missing);
        }
    }
}
