package dev.lungfish.gateway.wake;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;

/// What the gateway tells of its wakes. Each is a line of its log.
public sealed interface WakeNotice extends Reason {

    /// The reason `gateway-wakes-host`: somebody has used the right to wake a host.
    ///
    /// @param listener its name, or that of the interface by which the opening was seen
    /// @param source who connected
    /// @param on `first-bytes`, `connect`, `parked`, `datagram`, `opening`
    record GatewayWakesHost(String host, String listener, String source, String on)
            implements WakeNotice {}

    /// The reason `gateway-host-awake`: a host that was woken answers.
    ///
    /// @param after how long after the wake
    /// @param held how many connections waited for it
    record GatewayHostAwake(String host, Duration after, int held) implements WakeNotice {}

    /// The reason `gateway-wake-failed`. It is tried again as long as somebody waits.
    ///
    /// @param found what the one who wakes says
    record GatewayWakeFailed(String host, String found) implements WakeNotice {}

    /// The reason `gateway-claim-failed`. It is tried again.
    ///
    /// @param found what the one who is told says
    record GatewayClaimFailed(String host, String found) implements WakeNotice {}
}
