package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import java.io.IOException;

/// Relays clients of one server.
public final class Relay {
    /// Of large frames from libvirtd that have not arrived whole, for all clients.
    private static final long LARGE_FRAMES = 256L * 1024 * 1024;

    private final RelayRules rules;
    private final MemoryAllowance allowance = new MemoryAllowance(LARGE_FRAMES);
    private final OwnCapabilities capabilities = new OwnCapabilities();

    /// A relay without clients.
    public Relay(RelayRules rules) {
        this.rules = rules;
    }

    /// Connects upstream for a client that opens something, so that the client is told where that
    /// fails.
    ///
    /// @throws IOException where libvirtd cannot be reached
    /// @throws RpcException where libvirtd refuses
    public void begin(Connection connection, RelayTarget target) throws IOException, RpcException {
        new RelayedClient(connection, target, rules, allowance, capabilities).open();
    }

    /// Connects upstream when the client's first call needs libvirtd; where that fails, calls are
    /// answered by the server as without a relay.
    public void beginWhenNeeded(Connection connection, RelayTarget target) {
        RelayedClient _ = new RelayedClient(connection, target, rules, allowance, capabilities);
    }
}
