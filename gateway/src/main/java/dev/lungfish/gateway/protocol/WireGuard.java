package dev.lungfish.gateway.protocol;

import java.nio.ByteBuffer;

/// Recognizes the first message of a handshake of WireGuard. A client sends one when it has
/// something to say and no session, or one of two minutes ago.
///
/// **Source:** "WireGuard: Next Generation Kernel Network Tunnel", section 5.4.2: type 1, three
/// zero bytes, 148 bytes in all.
public final class WireGuard {
    private static final int INITIATION_BYTES = 148;

    private WireGuard() {}

    /// Whether a datagram is one.
    ///
    /// @param datagram from its position to its limit; not changed
    public static boolean isInitiation(ByteBuffer datagram) {
        ByteBuffer in = datagram.slice();
        return in.remaining() == INITIATION_BYTES && in.getInt(0) == 0x01000000;
    }
}
