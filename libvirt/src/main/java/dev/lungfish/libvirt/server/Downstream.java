package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.share.ClientShares;
import dev.lungfish.libvirt.transport.Descriptors;
import dev.lungfish.libvirt.transport.SocketTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Sends frames back to a client whose frames go to an [Upstream], and works for it. What that
/// costs is the client's: memory comes out of its [shares][#shares()], and threads out of its
/// account's. Safe to use from any thread.
public interface Downstream {
    /// Passes a whole frame to the client. Waits while too much is queued for the client, and ends
    /// the connection if the client's account has too much unread.
    void pass(ByteBuffer frame);

    /// Passes the reply to a call that went upstream; an error in its place if the client's account
    /// has too much unread.
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

    /// What is held for the client is counted here.
    ClientShares shares();

    /// Makes sure that this client has platform threads of its own, until its connection ends: one
    /// that reads and one that works for it.
    ///
    /// @return false if its account has as many as it may
    boolean keepThreads();

    /// Works for the client in another thread: a platform thread while its account has one left,
    /// otherwise a virtual one.
    ///
    /// @param name of the thread
    void run(String name, Runnable work);

    /// Computes when it is the turn of its account, and never in a virtual thread. Waits.
    ///
    /// @throws RpcException if the work does, or if there is no thread
    <R> R compute(Work<R> work) throws RpcException;

    /// Connects upstream when it is the turn of its account. Waits.
    ///
    /// @throws RpcException if the turn does not come in time, or the work throws it
    <R> R connecting(Connecting<R> work) throws IOException, RpcException;

    /// Ends the connection when all passed frames are written. A registered client gets the close
    /// event.
    void finish();

    /// Work on behalf of a call.
    @FunctionalInterface
    interface Work<R> {
        R carryOut() throws RpcException;
    }

    /// A connection that is made.
    @FunctionalInterface
    interface Connecting<R> {
        R carryOut() throws IOException, RpcException;
    }
}
