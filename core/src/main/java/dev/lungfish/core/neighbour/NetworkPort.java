package dev.lungfish.core.neighbour;

import dev.lungfish.core.wake.MacAddress;
import java.util.List;

/// A network interface by which a host is reached.
///
/// @param name the kernel's: `eth0`
/// @param mac its address on the link
/// @param addresses its IPv4 addresses
/// @param outside whether it leads out of the host: there is a card behind it, itself or below a
///   bridge, a bond or a VLAN. One that leads to guests alone does not
public record NetworkPort(
        String name, MacAddress mac, List<NetworkAddress> addresses, boolean outside) {
    public NetworkPort {
        addresses = List.copyOf(addresses);
    }

    /// Whether one of its networks has an address.
    boolean reaches(NetworkAddress address) {
        return addresses.stream().anyMatch(own -> own.reaches(address));
    }
}
