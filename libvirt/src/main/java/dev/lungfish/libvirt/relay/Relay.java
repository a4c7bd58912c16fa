package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import java.io.IOException;

/// Relays clients of one server.
public final class Relay {
    /// For incomplete large frames from libvirtd, for all clients.
    private static final long LARGE_FRAMES = 256L * 1024 * 1024;

    private final RelayRules rules;
    private final MemoryAllowance allowance = new MemoryAllowance(LARGE_FRAMES);
    private final OwnCapabilities capabilities = new OwnCapabilities();

    /// A relay without clients.
    public Relay(RelayRules rules) {
        this.rules = rules;
    }

    /// Connects upstream for a client that opens a name; the client gets the error if that fails.
    ///
    /// @throws IOException if libvirtd cannot be reached
    /// @throws RpcException if libvirtd refuses
    public void begin(Connection connection, RelayTarget target) throws IOException, RpcException {
        new RelayedClient(connection, target, rules, allowance, capabilities).open();
    }

    /// Connects upstream at the client's first call that needs libvirtd. If that fails, the server
    /// answers calls as without a relay.
    public void beginWhenNeeded(Connection connection, RelayTarget target) {
        RelayedClient _ = new RelayedClient(connection, target, rules, allowance, capabilities);
    }
}
