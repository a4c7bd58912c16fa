package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;

/// What a relay does beyond passing frames. Safe to use from any thread.
public interface RelayRules {
    /// Decides on a call before it passes.
    ///
    /// @throws RpcException where it is answered with an error instead
    void check(Connection connection, FrameHeader call) throws RpcException;

    /// What the capabilities that a client gets say of the host's sleep, in the place of
    /// libvirtd's.
    PowerManagement powerManagement();

    /// A client's libvirtd is gone, or was never reached.
    ///
    /// @param why in words
    void lost(Connection connection, String why);
}
