package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.share.ClientShares;
import dev.lungfish.libvirt.transport.SocketTransport;

/// One client at a Unix socket, for a thread that passes the frames of many clients and must not
/// wait. It reads the client's frames in the place of the client's own thread, from
/// [Upstream#takeOver()] until it calls [#readOn].
public interface Passage {
    SocketTransport socket();

    /// Asks whether a call may pass, and counts it as one that waits for its reply.
    ///
    /// @throws RpcException where it must be answered with an error: then the client's own thread
    ///   reads it again, asks again, and answers
    void admit(FrameHeader call) throws RpcException;

    /// Whether one more call may pass before a reply has come.
    boolean hasRoom();

    /// What the client's frames and replies are counted against.
    ClientShares shares();

    /// A frame of the client has begun and passes.
    void counted();

    /// Whether a frame of the client has begun and not ended.
    void insideFrame(boolean inside);

    /// A thread of the client's own reads on.
    ///
    /// @param begun what was read and did not pass; begins with a frame
    void readOn(byte[] begun);

    /// The client has sent everything, and left.
    void ended();

    /// Takes the right to write frames to the client, without waiting.
    ///
    /// @param whenFree is run, by any thread, once another thread has written
    Entry enter(Runnable whenFree);

    /// What one finds that wants to write.
    enum Entry {
        MINE,
        /// Another thread writes.
        BUSY,
        /// The client gets nothing more.
        OVER
    }

    /// Gives the right to write back, between two frames.
    void leave();

    /// Whether the client must read before more can be written.
    void stalls(boolean waiting);

    /// The client has read something of what waited for it.
    void progressed(int bytes);

    /// A reply to an admitted call was written.
    void answered();
}
