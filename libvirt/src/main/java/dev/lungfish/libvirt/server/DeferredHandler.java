package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.RpcException;

/// Answers a call later, from any thread. Meanwhile the connection's next calls are read, up to a
/// limit.
@FunctionalInterface
public interface DeferredHandler<A, R> {
    /// Starts the work. The answer may be given before this returns.
    ///
    /// @throws RpcException if the call fails at once
    void handle(Connection connection, A arguments, Answer<R> answer) throws RpcException;
}
