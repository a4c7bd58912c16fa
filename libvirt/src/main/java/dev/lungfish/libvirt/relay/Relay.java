package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.transport.DescriptorPassing;
import dev.lungfish.libvirt.transport.Descriptors;
import dev.lungfish.libvirt.transport.SocketPolling;
import java.io.IOException;
import java.util.Optional;

/// Relays clients of one server.
public final class Relay {
    /// On their way, of all clients.
    private static final int MOST_DESCRIPTORS = 256;

    private final RelayRules rules;
    private final Optional<Descriptors> descriptors;
    private final OwnCapabilities capabilities;
    private final FrameLoops loops;

    /// A relay without clients.
    ///
    /// @param passing of file descriptors; empty where it is not possible
    /// @param polling of sockets; without it each client has threads of its own
    public Relay(
            RelayRules rules,
            Optional<DescriptorPassing> passing,
            Optional<SocketPolling> polling) {
        this.rules = rules;
        capabilities = new OwnCapabilities(rules);
        loops = new FrameLoops(polling);
        descriptors = passing.map(by -> new Descriptors(by, MOST_DESCRIPTORS));
    }

    /// Connects upstream for a client that opens a name; the client gets the error if that fails.
    ///
    /// @throws IOException if libvirtd cannot be reached
    /// @throws RpcException if libvirtd refuses
    public void begin(Connection connection, RelayTarget target) throws IOException, RpcException {
        client(connection, target).openInTurn();
    }

    /// Connects upstream at the client's first call that needs libvirtd. If that fails, the server
    /// answers calls as without a relay.
    public void beginWhenNeeded(Connection connection, RelayTarget target) {
        RelayedClient _ = client(connection, target);
    }

    private RelayedClient client(Connection connection, RelayTarget target) {
        return new RelayedClient(connection, target, rules, capabilities, descriptors, loops);
    }
}
