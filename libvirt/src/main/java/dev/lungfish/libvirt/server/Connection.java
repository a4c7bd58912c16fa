package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Event;
import dev.lungfish.libvirt.share.ClientShares;
import dev.lungfish.libvirt.transport.Transport;
import java.util.Optional;

/// One client, as a handler sees it. Safe to use from any thread.
public interface Connection {
    /// Unique while the server lives; for logs.
    long number();

    /// The name of its listener.
    String listener();

    Transport.Kind kind();

    Identity identity();

    /// Whether it is read-only: by its socket, or by its open call.
    boolean readOnly();

    /// The URI that it has opened; empty before that.
    Optional<String> opened();

    boolean closed();

    /// How many calls of it are not answered yet, those that went [upstream][Upstream] included.
    default int callsInWork() {
        return 0;
    }

    /// What its use is counted against, for others that hold something on its behalf.
    ClientShares shares();

    /// Sends an event between two frames, without waiting. If too much is queued for the client, it
    /// is closed.
    ///
    /// @return whether the event was queued; false if the connection is closed
    /// @throws IllegalArgumentException if the value exceeds a limit of the protocol
    <T> boolean send(Event<T> event, T value);

    /// From now on the client's frames go to an upstream first.
    ///
    /// @return sends frames back to the client
    Downstream relayTo(Upstream upstream);

    /// Ends the connection at once; queued frames are lost.
    ///
    /// @param reason for the observer
    void close(String reason);
}
