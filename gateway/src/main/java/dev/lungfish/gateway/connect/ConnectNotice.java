package dev.lungfish.gateway.connect;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;

/// What whoever waits for a connection sees meanwhile.
public sealed interface ConnectNotice extends Reason {

    /// The reason `host-silent-so-woken`.
    record HostSilentSoWoken(String host, int port, Duration patience) implements ConnectNotice {}

    /// The reason `host-wake-not-sent`. It is tried again.
    ///
    /// @param found what the one who wakes says
    record HostWakeNotSent(String host, String found) implements ConnectNotice {}

    /// The reason `host-answers-after-wake`.
    record HostAnswersAfterWake(String host, Duration after) implements ConnectNotice {}

    /// The reason `host-refuses-connections`: it is awake, and nobody listens.
    record HostRefusesConnections(String host, int port) implements ConnectNotice {}

    /// The reason `host-not-reached`.
    record HostNotReached(String host, int port, Duration waited) implements ConnectNotice {}
}
