package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Procedure;

/// Is notified of events, to log them. Called from the threads in which they happen; must not
/// block.
public interface Observer {
    /// Ignores everything.
    Observer NONE = new Observer() {};

    /// A client has connected; over TLS after its certificate was accepted.
    default void connected(Connection connection) {}

    /// A client has disconnected. Also called for clients that never finished connecting.
    ///
    /// @param reason as text
    default void disconnected(Connection connection, String reason) {}

    /// A client was turned away.
    ///
    /// @param listener its name
    /// @param reason as text
    default void turnedAway(String listener, String reason) {}

    /// A step of a handshake is about to be computed.
    ///
    /// @return is run at its end
    default Runnable handshakeStep() {
        return () -> {};
    }

    /// A handler threw an exception; the client got an internal error.
    default void handlerFailed(
            Connection connection, Procedure<?, ?> procedure, RuntimeException failure) {}
}
