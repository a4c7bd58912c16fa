package dev.lungfish.daemon.relay;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.remote.Requester;
import dev.lungfish.inventory.node.HostNode;
import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.libvirt.relay.RelayRules;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.runtime.clock.SharedResult;
import java.util.Optional;

/// The rules for a host that sleeps: what the host's sleep is, is ours to say.
final class SleepRules implements RelayRules {
    private final SharedResult<PowerManagement, RuntimeException> powerManagement;
    private final Log log;

    SleepRules(ObservedHost host, Log log) {
        this.log = log;
        powerManagement = new SharedResult<>(HostNode.FRESH, host::powerManagement);
    }

    @Override
    public PowerManagement powerManagement() {
        return powerManagement.get();
    }

    @Override
    public Optional<PowerManagement> knownPowerManagement() {
        return powerManagement.known();
    }

    @Override
    public void withoutAgent(Connection connection, String name) {
        log.event(
                new LogEvent.GuestWithoutAgent(
                        connection.number(), Requester.who(connection.identity()), name));
    }

    @Override
    public void lost(Connection connection, String why) {
        log.event(new LogEvent.LibvirtdMissing(connection.number(), connection.listener(), why));
    }
}
