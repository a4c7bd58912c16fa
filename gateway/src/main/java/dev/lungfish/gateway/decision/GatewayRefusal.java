package dev.lungfish.gateway.decision;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;

/// Why a connection wakes nobody, or is ended by the gateway.
public sealed interface GatewayRefusal extends Reason {

    /// The reason `source-not-allowed`.
    ///
    /// @param listener its name
    /// @param source the address
    record SourceNotAllowed(String listener, String source) implements GatewayRefusal {}

    /// The reason `monitor-wakes-nobody`.
    record MonitorWakesNobody(String listener, String source, String host)
            implements GatewayRefusal {}

    /// The reason `wake-rate-exceeded`.
    ///
    /// @param perMinute what the listener allows
    record WakeRateExceeded(String listener, String source, String host, int perMinute)
            implements GatewayRefusal {}

    /// The reason `held-connections-exhausted`.
    ///
    /// @param of `all`, `host` or `source`
    record HeldConnectionsExhausted(String host, String of, int most) implements GatewayRefusal {}

    /// The reason `host-did-not-answer`.
    ///
    /// @param held how long it was waited for
    record HostDidNotAnswer(String host, int port, Duration held) implements GatewayRefusal {}

    /// The reason `first-bytes-malformed`.
    ///
    /// @param expected `a PROXY header of version 2`, `a TLS ClientHello`
    record FirstBytesMalformed(String listener, String source, String expected)
            implements GatewayRefusal {}

    /// The reason `server-name-unknown`.
    ///
    /// @param name as the client sent it; empty where it sent none
    record ServerNameUnknown(String listener, String source, String name)
            implements GatewayRefusal {}
}
