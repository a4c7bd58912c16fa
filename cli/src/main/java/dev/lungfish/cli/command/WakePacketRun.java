package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.neighbour.WakeProxies;
import dev.lungfish.api.ScheduledWake;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.state.directory.StateException;
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
    /// @throws ServiceException where nobody answers, or this host has no card to wake it by
    static WakePacketRun prepare(String via, ObservedHost host, HostInventory inventory)
            throws ServiceException, StateException {
        String uri = new WakeProxies(inventory, host.configuration().ways().neighbours()).uri(via);
        List<MacAddress> cards = host.lan().card().cards();
        if (cards.isEmpty()) {
            throw new ServiceException(
                    ServiceException.Kind.FAILED,
                    "this host has no network card by which it could be woken (to do: 'lungfish"
                            + " wol' shows its cards)");
        }
        try (DaemonClient daemon = DaemonClient.connect(uri, false, Sessions.CALLER)) {
            daemon.status();
            return new WakePacketRun(uri, cards);
        }
    }

    /// Orders the packets.
    ///
    /// @param delay until the host begins to go down
    /// @param length of the sleep; an alarm ends it then
    /// @throws ServiceException where the neighbour is not reached any more, or refuses
    void order(Duration delay, Duration length) throws ServiceException {
        try (DaemonClient daemon = DaemonClient.connect(uri, false, Sessions.CALLER)) {
            for (MacAddress card : cards) {
                String _ =
                        daemon.wakeLater(
                                new ScheduledWake(
                                        WakeOrder.of(card.toString()),
                                        delay.plus(DOWN),
                                        EVERY,
                                        delay.plus(length)));
            }
        }
    }
}
