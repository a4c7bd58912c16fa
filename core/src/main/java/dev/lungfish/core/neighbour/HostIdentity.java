package dev.lungfish.core.neighbour;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.wake.MacAddress;
import java.util.List;
import java.util.Optional;

/// What a host says of itself, so that others can wake it.
///
/// @param name of the host; whoever has the same name is taken for the same host
/// @param ports that lead out of it
public record HostIdentity(
        @Bound(bytes = Bounds.HOST_NAME_BYTES) String name,
        @Bound(items = Bounds.INTERFACES) List<NetworkPort> ports) {
    public HostIdentity {
        ports = List.copyOf(ports);
    }

    /// Whether both have an address in one network, by ports that lead out: then a broadcast of one
    /// reaches the other, unless somebody gave two networks the same numbers.
    public boolean sharesNetworkWith(HostIdentity other) {
        return ports.stream()
                .filter(NetworkPort::outside)
                .flatMap(port -> port.addresses().stream())
                .filter(address -> !address.isLocal())
                .anyMatch(address ->
                        other.ports.stream()
                                .filter(NetworkPort::outside)
                                .flatMap(port -> port.addresses().stream())
                                .anyMatch(address::reaches));
    }

    /// Its cards, each once.
    public List<MacAddress> cards() {
        return ports.stream().map(NetworkPort::mac).distinct().toList();
    }

    /// Its addresses that others may know, without their prefix.
    public List<String> addresses() {
        return ports.stream()
                .flatMap(port -> port.addresses().stream())
                .filter(address -> !address.isLocal())
                .map(NetworkAddress::text)
                .distinct()
                .toList();
    }

    /// Whether somebody means this host: by its name, the first part of it, a card or an address.
    public boolean isMeantBy(String word) {
        if (MacAddress.isOne(word)) {
            return cards().contains(MacAddress.parse(word));
        }
        return name.equalsIgnoreCase(word)
                || shortName().map(word::equalsIgnoreCase).orElse(false)
                || addresses().contains(word);
    }

    private Optional<String> shortName() {
        int dot = name.indexOf('.');
        return dot > 0 ? Optional.of(name.substring(0, dot)) : Optional.empty();
    }
}
