package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.RpcException;

/// Answers a call at once. It may block for less than the peer's keepalive: it delays only its own
/// connection.
@FunctionalInterface
public interface Handler<A, R> {
    /// Does the work and returns the result.
    ///
    /// @throws RpcException if the call fails
    R handle(Connection connection, A arguments) throws RpcException;
}
