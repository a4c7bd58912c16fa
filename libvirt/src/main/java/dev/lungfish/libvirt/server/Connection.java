package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Event;
import dev.lungfish.libvirt.transport.Transport;
import java.util.Optional;

/// One client, as a handler sees it. Safe to use from any thread.
public interface Connection {
    /// Unique while the server lives; for logs.
    long number();

    /// The name of the listener that it came to.
    String listener();

    Transport.Kind kind();

    Identity identity();

    /// Whether it may only look: by its socket, or because it opened so.
    boolean readOnly();

    /// The name that it has opened, which is a URI; empty before that.
    Optional<String> opened();

    boolean closed();

    /// Sends an event between two frames, without waiting for anything. A client that reads so
    /// little that too much waits for it is closed.
    ///
    /// @return whether the event is on its way; false where the connection is closed
    /// @throws IllegalArgumentException where the value exceeds a limit of the protocol
    <T> boolean send(Event<T> event, T value);

    /// From now on what the client sends goes to an upstream first.
    ///
    /// @return the way back
    Downstream relayTo(Upstream upstream);

    /// Ends the connection at once; what was not written is lost.
    ///
    /// @param reason for the observer
    void close(String reason);
}
