package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcException;

/// The one gate for calls that are permitted by the rules of the protocol. It is asked for each
/// call, before a handler or an [Upstream] gets it; a second time for one that is refused on its
/// way [upstream][Passage#admit].
@FunctionalInterface
public interface Guard {
    /// Lets every call pass.
    Guard NONE = (connection, call) -> {};

    /// A call, by who would answer it.
    sealed interface Call {
        /// It is answered here.
        record Own(Procedure<?, ?> procedure) implements Call {}

        /// It goes [upstream][Upstream].
        record Relayed(FrameHeader header) implements Call {}
    }

    /// Decides on a call.
    ///
    /// @throws RpcException where the call is answered with an error instead
    void check(Connection connection, Call call) throws RpcException;
}
