package dev.lungfish.daemon.relay;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.core.procedure.SleepRequest;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.sleep.DrainGate;
import dev.lungfish.inventory.node.ExpiringValue;
import dev.lungfish.inventory.node.HostNode;
import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.libvirt.relay.RelayRules;
import dev.lungfish.libvirt.relay.RemoteCalls;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import java.util.Optional;

/// The rules for a host that sleeps: near a sleep clients look and do not act, and what the host's
/// sleep is, is ours to say.
final class SleepRules implements RelayRules {
    private final DrainGate drainGate;
    private final ExpiringValue<PowerManagement> powerManagement;
    private final Log log;

    SleepRules(ObservedHost host, DrainGate drainGate, Log log) {
        this.drainGate = drainGate;
        this.log = log;
        powerManagement = new ExpiringValue<>(host::powerManagement, HostNode.FRESH);
    }

    @Override
    public void check(Connection connection, FrameHeader call) throws RpcException {
        Optional<SleepRequest> near = drainGate.quiescing();
        if (near.isPresent() && !RemoteCalls.looks(call)) {
            throw DrainGate.goingToSleep(near.get());
        }
    }

    @Override
    public PowerManagement powerManagement() {
        return powerManagement.get();
    }

    @Override
    public void lost(Connection connection, String why) {
        log.event(new LogEvent.LibvirtdMissing(connection.number(), connection.listener(), why));
    }
}
