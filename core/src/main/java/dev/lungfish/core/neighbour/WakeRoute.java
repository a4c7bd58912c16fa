package dev.lungfish.core.neighbour;

import dev.lungfish.core.text.ReasonException;
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
}
