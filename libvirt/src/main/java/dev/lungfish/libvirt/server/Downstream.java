package dev.lungfish.libvirt.server;

import java.nio.ByteBuffer;

/// The way back to a client whose frames go on to an [Upstream]. Safe to use from any thread.
public interface Downstream {
    /// Passes a whole frame to the client. Waits while too much waits for the client already.
    void pass(ByteBuffer frame);

    /// Passes the reply to a call that went upstream.
    void passReply(ByteBuffer frame);

    /// Ends the connection when all that was passed is written. A client that wants to be told of
    /// the end is told.
    void finish();
}
