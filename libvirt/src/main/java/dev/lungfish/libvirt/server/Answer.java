package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.RpcError;
import java.util.concurrent.CompletionStage;

/// The answer to a pending call. It is given once; a second one is an `IllegalStateException`. Safe
/// to use from any thread.
///
/// @param <R> the result
public interface Answer<R> {
    /// Answers with a result.
    ///
    /// @return completes when the reply was written to the socket, or never will be. Dependent
    ///   stages run in the thread that writes, and must be short
    CompletionStage<Delivery> reply(R result);

    /// Answers with an error.
    ///
    /// @return as for a result
    CompletionStage<Delivery> fail(RpcError error);

    /// The fate of a reply.
    enum Delivery {
        /// The operating system has all its bytes.
        WRITTEN,
        /// The connection ended before that.
        LOST
    }
}
