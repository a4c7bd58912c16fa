package dev.lungfish.agent.neighbour;

import dev.lungfish.core.wake.MacAddress;
import java.util.List;

/// The target of a wake attempt.
///
/// @param name in messages
/// @param cards the addresses of its NICs, at least one; each gets its own packet
/// @param addresses the addresses to probe; none if unknown
public record WakeTarget(String name, List<MacAddress> cards, List<String> addresses) {
    public WakeTarget {
        cards = List.copyOf(cards);
        addresses = List.copyOf(addresses);
    }
}
