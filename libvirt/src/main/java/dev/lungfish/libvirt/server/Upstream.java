package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.RpcException;
import java.io.IOException;

/// Where frames of one client go that are not answered here. Called by the connection's own thread
/// but for [#end()], and only when the client has opened something. [#pass] is never called by a
/// virtual thread: from the first frame that goes upstream on the connection has one of the
/// system's.
public interface Upstream {
    /// Whether a call, or a part of a stream, is meant for it. What is not is answered here. Asks
    /// nobody and connects to nothing.
    ///
    /// @throws RpcException where the call is answered with an error instead
    boolean wants(Frame frame) throws RpcException;

    /// Whether file descriptors may follow a frame of this client.
    boolean passesDescriptors();

    /// Closes the descriptors behind a frame that was answered here.
    ///
    /// @throws IOException where they do not come; the connection ends then
    void drop(Frame frame) throws IOException;

    /// Makes sure that there is a way for a call that it wants, and may wait for the other side.
    ///
    /// @return false where there is none: the call is answered here
    boolean connect();

    /// Passes on what it wants. May wait for the other side, which holds the client back.
    ///
    /// @throws IOException where the other side is gone; the connection ends then
    void pass(Frame frame) throws IOException;

    /// Asks between two frames whether another thread reads the client's frames from now on, by the
    /// client's [Passage]. Called by the reading thread, which has read nothing beyond them.
    default boolean takeOver() {
        return false;
    }

    /// The client's connection has ended. Called once, from any thread.
    void end();
}
