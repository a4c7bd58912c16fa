package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.RpcException;
import java.io.IOException;

/// Where frames of one client go that are not answered here. Called by the connection's own thread
/// but for [#end()], and only when the client has opened something. [#pass] is never called by a
/// virtual thread: from the first frame that is taken on the connection has one of the system's.
public interface Upstream {
    /// Whether it takes a call, or a part of a stream. What it does not take is answered here.
    ///
    /// @throws RpcException where the call is answered with an error instead
    boolean takes(Frame frame) throws RpcException;

    /// Passes on what it takes. May wait for the other side, which holds the client back.
    ///
    /// @throws IOException where the other side is gone; the connection ends then
    void pass(Frame frame) throws IOException;

    /// The client's connection has ended. Called once, from any thread.
    void end();
}
