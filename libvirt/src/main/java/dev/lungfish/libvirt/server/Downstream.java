package dev.lungfish.libvirt.server;

import java.nio.ByteBuffer;

/// Sends frames back to a client whose frames go to an [Upstream]. Safe to use from any thread.
public interface Downstream {
    /// Passes a whole frame to the client. Waits while too much is queued for the client.
    void pass(ByteBuffer frame);

    /// Passes the reply to a call that went upstream.
    void passReply(ByteBuffer frame);

    /// Ends the connection when all passed frames are written. A registered client gets the close
    /// event.
    void finish();
}
