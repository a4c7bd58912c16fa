package dev.lungfish.agent.neighbour;

import dev.lungfish.core.wake.MacAddress;
import java.util.List;

/// Whom to wake.
///
/// @param name in messages
/// @param cards at least one; each gets a packet of its own
/// @param addresses where it is asked whether it is awake; none where none is known
public record WakeTarget(String name, List<MacAddress> cards, List<String> addresses) {
    public WakeTarget {
        cards = List.copyOf(cards);
        addresses = List.copyOf(addresses);
    }
}
