package dev.lungfish.controller.wake;

import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.MagicPacket;
import dev.lungfish.libvirt.transport.FailureWords;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sends magic packets by the machine's own interfaces, where it shares a network with the host.
final class OwnPackets {
    /// Discard, where `wakeonlan(1)` sends to.
    private static final int PORT = 9;

    private record Way(InetAddress from, InetAddress to) {}

    /// Sends one packet for each card, by each way.
    ///
    /// @return why none was sent; empty where one was
    Optional<Reason> send(String name, HostIdentity host) {
        try {
            List<Way> ways = ways(host);
            if (ways.isEmpty()) {
                return Optional.of(new ReachReason.NoNetworkShared(name));
            }
            for (Way way : ways) {
                send(way, host.cards());
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new ReachReason.PacketsNotSent(name, FailureWords.of(e)));
        }
    }

    private static void send(Way way, List<MacAddress> cards) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(way.from(), 0))) {
            socket.setBroadcast(true);
            for (MacAddress card : cards) {
                byte[] packet = MagicPacket.to(card).bytes();
                socket.send(new DatagramPacket(packet, packet.length, way.to(), PORT));
            }
        }
    }

    private static List<Way> ways(HostIdentity host) throws IOException {
        List<NetworkAddress> of = host.addresses().stream().map(NetworkAddress::parse).toList();
        List<Way> ways = new ArrayList<>();
        for (NetworkInterface port : NetworkInterface.networkInterfaces().toList()) {
            if (!port.isUp() || port.isLoopback()) {
                continue;
            }
            for (InterfaceAddress own : port.getInterfaceAddresses()) {
                if (own.getAddress() instanceof Inet4Address && own.getBroadcast() != null) {
                    NetworkAddress network =
                            NetworkAddress.parse(
                                    "%s/%d"
                                            .formatted(
                                                    own.getAddress().getHostAddress(),
                                                    own.getNetworkPrefixLength()));
                    if (of.stream().anyMatch(network::reaches)) {
                        ways.add(new Way(own.getAddress(), own.getBroadcast()));
                    }
                }
            }
        }
        return ways;
    }
}
