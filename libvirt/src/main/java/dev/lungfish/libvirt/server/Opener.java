package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.RpcException;

/// Decides whether there is what a client wants to open.
@FunctionalInterface
public interface Opener {
    /// Decides on a name.
    ///
    /// @param name a URI, or empty where the client leaves the choice
    /// @param readOnly whether the connection will be
    /// @throws RpcException where there is no such thing, or not for this client
    void open(Connection connection, String name, boolean readOnly) throws RpcException;
}
