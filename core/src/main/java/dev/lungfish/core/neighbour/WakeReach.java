package dev.lungfish.core.neighbour;

import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.neighbour.WakeRoute.WakeSending;
import java.util.List;

/// Where magic packets may be sent for others: into the networks of this host, and into those that
/// its configuration names. A frame never leaves the network of its interface.
///
/// @param networks further ones, `198.51.100.0/24`
public record WakeReach(List<NetworkAddress> networks) {
    /// The broadcast that no router passes on.
    private static final NetworkAddress OWN_LINK = NetworkAddress.parse("255.255.255.255");

    public WakeReach {
        networks = List.copyOf(networks);
    }

    /// Whether one packet stays within it.
    ///
    /// @param ports the interfaces of this host that are up
    public boolean allows(WakeSending sending, List<NetworkPort> ports) {
        return switch (sending) {
            case WakeSending.Frame _ -> true;
            case WakeSending.Datagram datagram -> allows(datagram.to(), ports);
        };
    }

    /// A name is no address that could be compared.
    private boolean allows(String to, List<NetworkPort> ports) {
        if (!NetworkAddress.isOne(to)) {
            return false;
        }
        NetworkAddress address = NetworkAddress.parse(to);
        return address.equals(OWN_LINK)
                || networks.stream().anyMatch(network -> network.reaches(address))
                || ports.stream().anyMatch(port -> port.reaches(address));
    }
}
