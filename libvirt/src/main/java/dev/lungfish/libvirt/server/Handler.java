package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.RpcException;

/// Answers a call at once. It may block: it holds up its own connection alone, and that for less
/// than the peer's keepalive lasts.
@FunctionalInterface
public interface Handler<A, R> {
    /// Works, and gives the result.
    ///
    /// @throws RpcException where the answer is an error
    R handle(Connection connection, A arguments) throws RpcException;
}
