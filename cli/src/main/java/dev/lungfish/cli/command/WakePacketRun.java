package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.neighbour.WakeProxies;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.daemon.client.DaemonClient;
import dev.lungfish.daemon.client.RefusedException;
import dev.lungfish.daemon.wake.ScheduledWake;
import dev.lungfish.daemon.wake.WakeCalls;
import dev.lungfish.daemon.wake.WakeOrder;
import dev.lungfish.state.journal.StateException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Has the daemon of a neighbour send magic packets to this host while it sleeps, which can't send
/// them to itself.
///
/// @param uri of that daemon
/// @param cards of this host
record WakePacketRun(String uri, List<MacAddress> cards) {
    /// After the end of the delay, so that the host is down by then; it is sent again if it is not.
    private static final Duration DOWN = Duration.ofSeconds(20);

    private static final Duration EVERY = Duration.ofSeconds(10);

    /// One that can be carried out: somebody answers there.
    ///
    /// @param via a URI, or the name of a neighbour
    /// @throws IOException where nobody answers, or this host has no card to wake it by
    static WakePacketRun prepare(String via, ObservedHost host, HostInventory inventory)
            throws IOException, RefusedException, StateException {
        String uri = new WakeProxies(inventory, host.configuration().ways().neighbours()).uri(via);
        List<MacAddress> cards = host.lan().card().cards();
        if (cards.isEmpty()) {
            throw new IOException(
                    "this host has no network card by which it could be woken (to do: 'lungfish"
                            + " wol' shows its cards)");
        }
        try (DaemonClient daemon = DaemonClient.connect(uri, false)) {
            daemon.status();
            return new WakePacketRun(uri, cards);
        }
    }

    /// Orders the packets.
    ///
    /// @param delay until the host begins to go down
    /// @param length of the sleep; an alarm ends it then
    /// @throws IOException where the neighbour is not reached any more
    /// @throws RefusedException where it refuses
    void order(Duration delay, Duration length) throws IOException, RefusedException {
        try (DaemonClient daemon = DaemonClient.connect(uri, false)) {
            for (MacAddress card : cards) {
                String _ =
                        daemon.call(
                                WakeCalls.WAKE_LATER,
                                new ScheduledWake(
                                        new WakeOrder(card.toString(), null, null, null),
                                        delay.plus(DOWN).toMillis(),
                                        EVERY.toMillis(),
                                        delay.plus(length).toMillis()));
            }
        }
    }
}
