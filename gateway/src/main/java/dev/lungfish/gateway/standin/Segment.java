package dev.lungfish.gateway.standin;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The frames of a network segment that concern a stand-in. For one thread.
public interface Segment extends AutoCloseable {
    /// Opens a segment, for the thread that calls.
    interface Opening {
        Segment open() throws IOException;
    }

    /// Waits a moment for a frame.
    ///
    /// @param into is cleared and filled, and ready to be read
    /// @return whether one came
    boolean receive(ByteBuffer into) throws IOException;

    /// Receives a frame that has come already; otherwise like [#receive].
    boolean receiveNow(ByteBuffer into) throws IOException;

    /// Sends a frame.
    ///
    /// @param frame from the Ethernet header on, without its checksum
    void send(byte[] frame) throws IOException;

    @Override
    void close();
}
