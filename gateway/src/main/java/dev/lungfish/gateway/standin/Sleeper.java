package dev.lungfish.gateway.standin;

import dev.lungfish.core.wake.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/// A host that sleeps, as a stand-in knows it. Immutable.
///
/// @param host its name
/// @param cards of the host itself: a frame of one of them shows that it is awake
/// @param addresses for which a stand-in answers: the host's and those of its guests
/// @param ports of TCP whose opening wakes the host
/// @param sources who may wake it; nobody where there is none
public record Sleeper(
        String host,
        Set<MacAddress> cards,
        List<Address> addresses,
        Set<Integer> ports,
        List<Network> sources) {
    public Sleeper {
        cards = Set.copyOf(cards);
        addresses = List.copyOf(addresses);
        ports = Set.copyOf(ports);
        sources = List.copyOf(sources);
    }

    /// An address on the segment.
    ///
    /// @param card that has it while the host is awake: the host's, a bridge's or a guest's
    public record Address(InetAddress address, MacAddress card) {}

    /// Whether an opening of a connection wakes the host.
    boolean isWokenBy(InetAddress from, int port) {
        return ports.contains(port)
                && sources.stream().anyMatch(network -> network.contains(from));
    }
}
