package dev.lungfish.core.neighbour;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.wake.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// By which ways a magic packet is to be sent. What is not named is chosen: by every interface that
/// leads to a network.
///
/// @param port the only interface to send by
/// @param broadcast the only address to broadcast to
/// @param addresses that the target is known to have: those beyond a router are reached so, where
///   the last router still knows the card. Not used where one of the others is named
public record WakeRoute(Optional<String> port, Optional<String> broadcast, List<String> addresses) {
    /// The ports at which a magic packet is expected: discard, and echo.
    ///
    /// **Source:** `wakeonlan(1)` sends to 9, `ethtool(8)` names neither; UpSnap and the firmware
    /// of switches that filter know both.
    static final List<Integer> PORTS = List.of(9, 7);

    public WakeRoute {
        addresses = List.copyOf(addresses);
        broadcast.ifPresent(NetworkAddress::parse);
    }

    /// Everywhere.
    public static WakeRoute everywhere(List<String> addresses) {
        return new WakeRoute(Optional.empty(), Optional.empty(), addresses);
    }

    /// What is to be sent, in this order.
    ///
    /// @param ports the interfaces of this host that are up
    /// @throws ReasonException where there is no such interface, or nothing to send by
    public List<WakeSending> through(List<NetworkPort> ports) {
        List<NetworkPort> chosen = chosen(ports);
        List<WakeSending> sendings = new ArrayList<>();
        if (broadcast.isPresent()) {
            NetworkAddress to = NetworkAddress.parse(broadcast.get());
            chosen.stream()
                    .filter(candidate -> candidate.reaches(to))
                    .findFirst()
                    .ifPresentOrElse(
                            by -> sendings.addAll(from(by, to, broadcast.get())),
                            () -> sendings.addAll(WakeSending.datagrams(broadcast.get())));
        } else {
            for (NetworkPort candidate : chosen) {
                for (NetworkAddress address : candidate.addresses()) {
                    address.broadcast()
                            .ifPresent(to -> sendings.addAll(from(candidate, address, to)));
                }
            }
        }
        if (broadcast.isEmpty() && port.isEmpty()) {
            addresses.forEach(address -> sendings.addAll(WakeSending.datagrams(address)));
        }
        if (broadcast.isEmpty() || port.isPresent()) {
            chosen.forEach(by -> sendings.add(new WakeSending.Frame(by.name(), by.mac())));
        }
        if (sendings.isEmpty()) {
            throw new ReasonException(new NeighbourReason.NothingToSendBy());
        }
        return List.copyOf(sendings);
    }

    private static List<WakeSending> from(NetworkPort by, NetworkAddress near, String to) {
        String from =
                by.addresses().stream()
                        .filter(own -> own.reaches(near))
                        .findFirst()
                        .orElseThrow()
                        .text();
        return PORTS.stream()
                .<WakeSending>map(number ->
                        new WakeSending.Datagram(
                                Optional.of(by.name()), Optional.of(from), to, number))
                .toList();
    }

    private List<NetworkPort> chosen(List<NetworkPort> ports) {
        if (port.isEmpty()) {
            return ports;
        }
        List<NetworkPort> found =
                ports.stream().filter(candidate -> candidate.name().equals(port.get())).toList();
        if (found.isEmpty()) {
            throw new ReasonException(
                    new NeighbourReason.NoSuchPort(
                            port.get(), ports.stream().map(NetworkPort::name).toList()));
        }
        return found;
    }

    /// A network interface by which a host is reached.
    ///
    /// @param name the kernel's: `eth0`
    /// @param mac its address on the link
    /// @param addresses its IPv4 addresses
    /// @param outside whether it leads out of the host: there is a card behind it, itself or below
    ///   a bridge, a bond or a VLAN. One that leads to guests alone does not
    public record NetworkPort(
            @Bound(bytes = Bounds.INTERFACE_BYTES) String name,
            MacAddress mac,
            @Bound(items = Bounds.INTERFACES) List<NetworkAddress> addresses,
            boolean outside) {
        public NetworkPort {
            addresses = List.copyOf(addresses);
        }

        /// Whether one of its networks has an address.
        boolean reaches(NetworkAddress address) {
            return addresses.stream().anyMatch(own -> own.reaches(address));
        }
    }

    /// One way in which a magic packet is sent: a part of the reasons that name it.
    public sealed interface WakeSending extends Reason {

        /// As the content of a UDP datagram.
        ///
        /// @param by the interface; empty for whichever leads there
        /// @param from the own address that makes it leave by that interface
        /// @param to where to; a broadcast address or that of one host
        /// @param port the number of the port
        record Datagram(Optional<String> by, Optional<String> from, String to, int port)
                implements WakeSending {}

        /// As an Ethernet frame of its own, which reaches hosts whose networks have other numbers.
        ///
        /// @param by the interface
        /// @param from its card
        record Frame(String by, MacAddress from) implements WakeSending {}

        /// The datagrams to an address, by whichever interface leads there.
        static List<WakeSending> datagrams(String to) {
            return WakeRoute.PORTS.stream()
                    .<WakeSending>map(
                            port -> new Datagram(Optional.empty(), Optional.empty(), to, port))
                    .toList();
        }
    }
}
