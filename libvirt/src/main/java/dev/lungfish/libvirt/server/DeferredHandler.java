package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.RpcException;

/// Answers a call when it can, from whatever thread. Meanwhile the connection's next calls are
/// read, up to a limit.
@FunctionalInterface
public interface DeferredHandler<A, R> {
    /// Begins to work. The answer may be given before this returns.
    ///
    /// @throws RpcException where the answer is an error, known at once
    void handle(Connection connection, A arguments, Answer<R> answer) throws RpcException;
}
