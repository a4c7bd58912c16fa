package dev.lungfish.gateway.wake;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.MagicPacket;
import dev.lungfish.gateway.config.GatewayConfiguration.HostEntry;
import dev.lungfish.gateway.decision.SourceNetwork;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Wakes hosts by magic packets from this machine, and tells nobody that they are used. Needs no
/// privilege: they are datagrams to the broadcast addresses of the networks that are shared with
/// the host, and to the one that the host's entry names.
public final class MagicPackets implements HostWaker {
    /// Discard, where `wakeonlan(1)` sends to.
    private static final int PORT = 9;

    /// From where a packet goes, and where to.
    private record Way(InetSocketAddress from, InetAddress to) {}

    @Override
    public void wake(HostEntry host, String why) throws IOException {
        List<Way> ways = ways(host);
        if (ways.isEmpty()) {
            throw new IOException(
                    "no network is shared with %s (%s), and hosts.%s.broadcast names none"
                            .formatted(host.name(), host.address().getHostAddress(), host.name()));
        }
        for (Way way : ways) {
            send(way, host.cards());
        }
    }

    private static void send(Way way, List<MacAddress> cards) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(way.from())) {
            socket.setBroadcast(true);
            for (MacAddress card : cards) {
                byte[] packet = MagicPacket.to(card).bytes();
                socket.send(new DatagramPacket(packet, packet.length, way.to(), PORT));
            }
        }
    }

    private static List<Way> ways(HostEntry host) throws IOException {
        List<Way> ways = new ArrayList<>();
        host.broadcast().ifPresent(to -> ways.add(new Way(new InetSocketAddress(0), to)));
        for (NetworkInterface port : NetworkInterface.networkInterfaces().toList()) {
            if (!port.isUp() || port.isLoopback()) {
                continue;
            }
            for (InterfaceAddress own : port.getInterfaceAddresses()) {
                if (own.getBroadcast() != null && shares(own, host.address())) {
                    ways.add(
                            new Way(
                                    new InetSocketAddress(own.getAddress(), 0),
                                    own.getBroadcast()));
                }
            }
        }
        return ways;
    }

    private static boolean shares(InterfaceAddress own, InetAddress host) {
        return SourceNetwork.parse(
                        "%s/%d"
                                .formatted(
                                        own.getAddress().getHostAddress(),
                                        own.getNetworkPrefixLength()))
                .contains(host.getAddress());
    }

    @Override
    public void use(HostEntry host, Duration length) {
        // Nobody is there to be told.
    }

    @Override
    public void unused(HostEntry host) {
        // Nobody was told.
    }

    @Override
    public void close() {
        // Nothing stays open.
    }
}
