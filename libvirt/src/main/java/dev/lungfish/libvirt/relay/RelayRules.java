package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.libvirt.server.Connection;
import java.util.Optional;

/// What a relay does beyond passing frames. Safe to use from any thread.
public interface RelayRules {
    /// What the capabilities that a client gets say of the host's sleep, in the place of
    /// libvirtd's.
    PowerManagement powerManagement();

    /// The same if it is known without asking the host.
    Optional<PowerManagement> knownPowerManagement();

    /// A client has defined or started a guest by a document that has no channel for an agent.
    ///
    /// @param name of the guest
    void withoutAgent(Connection connection, String name);

    /// A client's libvirtd is gone, or was never reached.
    ///
    /// @param why in words
    void lost(Connection connection, String why);
}
