package dev.lungfish.daemon.sleep;

import dev.lungfish.core.reason.Reason;

/// Why the sleep service could not carry a request to its end.
public sealed interface ServiceReason extends Reason {

    /// Lungfish itself failed at a request.
    ///
    /// @param error that it met
    record RequestBroke(String error) implements ServiceReason {}
}
