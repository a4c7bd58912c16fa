package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.RpcException;

/// Decides on the names that clients open.
@FunctionalInterface
public interface Opener {
    /// Decides on a name.
    ///
    /// @param name a URI, or empty if the server may choose
    /// @param readOnly whether the connection will be
    /// @throws RpcException if there is no such name, or not for this client
    void open(Connection connection, String name, boolean readOnly) throws RpcException;
}
