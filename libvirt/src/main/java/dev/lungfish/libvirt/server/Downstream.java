package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.transport.Descriptors;
import dev.lungfish.libvirt.transport.SocketTransport;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Sends frames back to a client whose frames go to an [Upstream]. Safe to use from any thread.
public interface Downstream {
    /// Passes a whole frame to the client. Waits while too much is queued for the client.
    void pass(ByteBuffer frame);

    /// Passes the reply to a call that went upstream.
    void passReply(ByteBuffer frame);

    /// Passes such a reply, and descriptors behind it, which are closed here afterwards.
    void passReply(ByteBuffer frame, Descriptors.Passed descriptors);

    /// The client's socket, if it is one over which descriptors may pass.
    Optional<SocketTransport> unixSocket();

    /// The client, for a thread that passes the frames of many clients; empty if only a thread of
    /// its own can.
    Optional<Passage> passage();

    /// From the next frame on descriptors may follow. Called by the reading thread.
    void expectDescriptors();

    /// Ends the connection when all passed frames are written. A registered client gets the close
    /// event.
    void finish();
}
