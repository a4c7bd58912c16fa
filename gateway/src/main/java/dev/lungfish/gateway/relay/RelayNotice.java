package dev.lungfish.gateway.relay;

import dev.lungfish.core.reason.Reason;

/// What the gateway tells of itself.
public sealed interface RelayNotice extends Reason {

    /// The reason `gateway-fault`: a fault of ours ended one connection.
    record GatewayFault(String found) implements RelayNotice {}

    /// The reason `gateway-listens`.
    ///
    /// @param address and port
    record GatewayListens(String listener, String address) implements RelayNotice {}
}
