package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Procedure;

/// Is told what happens, to log it. Called from the threads in which it happens; must not block.
public interface Observer {
    /// Wants to know nothing.
    Observer NONE = new Observer() {};

    /// A client is there; over TLS after its certificate was accepted.
    default void connected(Connection connection) {}

    /// A client is gone. Also told of those that never came so far as to be connected.
    ///
    /// @param reason in words
    default void disconnected(Connection connection, String reason) {}

    /// A client was turned away at the door.
    ///
    /// @param listener its name
    /// @param reason in words
    default void turnedAway(String listener, String reason) {}

    /// A handler broke; the client was told of an internal error.
    default void handlerFailed(
            Connection connection, Procedure<?, ?> procedure, RuntimeException failure) {}
}
