package dev.lungfish.sim.fleet.control;

import dev.lungfish.core.fleet.state.HostAction;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.sim.fleet.world.FleetFault;
import dev.lungfish.sim.fleet.world.SimHost;
import dev.lungfish.sim.fleet.world.World;
import java.util.List;

/// One attempt to wake a host, as a controller carries it out.
///
/// @param by whoever attempts it
record WakeOrder(World world, Controller by, SimHost host, HostAction.Wake wake) {
    void carryOut() {
        if (isPossible()) {
            FleetFault failure =
                    wake.path() == WakePath.POWER_ON
                            ? FleetFault.POWER_ON_LIES
                            : FleetFault.PACKETS_LOST;
            if (!world.fortune().happens(failure, 3)) {
                world.time().in(world.dice().between(1, 300), () -> host.packet(wake.path()));
            }
            world.time()
                    .in(
                            300,
                            () ->
                                    by.hand(
                                            host,
                                            new HostEvent.PacketsSent(by.now(), wake.attempt()),
                                            _ -> {}));
        } else {
            world.time()
                    .in(
                            300,
                            () ->
                                    by.hand(
                                            host,
                                            new HostEvent.PacketsFailed(
                                                    by.now(), wake.attempt(), World.SOMETHING),
                                            _ -> {}));
        }
    }

    private boolean isPossible() {
        return switch (wake.path()) {
            case PACKETS -> by.pool().covers(host.traits());
            case NEIGHBOUR -> canSend(0);
            case OTHER_NEIGHBOUR -> canSend(1);
            case POWER_ON -> true;
        };
    }

    /// Whether the neighbour of this number can send, among those that the controller takes for
    /// awake.
    private boolean canSend(int number) {
        List<SimHost> wakers =
                world.hosts().stream()
                        .filter(other -> other != host)
                        .filter(other -> other.traits().segment() == host.traits().segment())
                        .filter(other -> by.row(other).state().isAwake())
                        .toList();
        if (wakers.isEmpty()) {
            return false;
        }
        SimHost waker = wakers.get((number + wake.attempt() / 5) % wakers.size());
        return waker.isAwake() && !waker.isCut();
    }
}
