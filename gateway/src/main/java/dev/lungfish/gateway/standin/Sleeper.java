package dev.lungfish.gateway.standin;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.decision.SourceRights;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/// A host that may sleep, as a stand-in knows it. Immutable.
///
/// @param host its name
/// @param cards of the host itself: a frame of one of them shows that it is awake
/// @param addresses for which a stand-in answers while it sleeps: the host's, of which one is of
///   IPv4, and those of its guests
/// @param ports of TCP whose opening wakes the host
/// @param rights who may wake it
public record Sleeper(
        String host,
        Set<MacAddress> cards,
        List<Address> addresses,
        Set<Integer> ports,
        SourceRights rights) {
    public Sleeper {
        cards = Set.copyOf(cards);
        addresses = List.copyOf(addresses);
        ports = Set.copyOf(ports);
    }

    /// An address on the segment.
    ///
    /// @param card that has it while the host is awake: the host's, a bridge's or a guest's
    public record Address(InetAddress address, MacAddress card) {}

    /// Whether an opening of a connection wakes the host.
    boolean isWokenBy(InetAddress from, int port) {
        return ports.contains(port) && rights.of(from.getAddress()) == SourceRights.Right.WAKE;
    }
}
