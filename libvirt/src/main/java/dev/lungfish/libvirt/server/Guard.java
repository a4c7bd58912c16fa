package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcException;

/// Looks at every call that is permitted by the rules of the protocol, before its handler does.
@FunctionalInterface
public interface Guard {
    /// Lets every call pass.
    Guard NONE = (connection, procedure) -> {};

    /// Decides on a call.
    ///
    /// @throws RpcException where the call is answered with an error instead
    void check(Connection connection, Procedure<?, ?> procedure) throws RpcException;
}
