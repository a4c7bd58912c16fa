package dev.lungfish.daemon.sleep;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;

/// Why the sleep service could not carry a request to its end.
public sealed interface ServiceReason extends Reason {

    /// Lungfish itself failed at a request.
    ///
    /// @param error that it met
    record RequestBroke(String error) implements ServiceReason {}

    /// Calls of clients that went to libvirtd are not answered, and may start a guest.
    ///
    /// @param clients that wait for an answer
    /// @param waited for how long they were waited for
    record CallsUnanswered(long clients, Duration waited) implements ServiceReason {}
}
