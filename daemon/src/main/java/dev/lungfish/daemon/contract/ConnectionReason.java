package dev.lungfish.daemon.contract;

import dev.lungfish.core.reason.Reason;

/// Why nothing was done with a client of the daemon.
public sealed interface ConnectionReason extends Reason {
    record ClientNotConnected(long id) implements ConnectionReason {}
}
