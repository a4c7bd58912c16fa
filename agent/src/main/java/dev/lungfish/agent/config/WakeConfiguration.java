package dev.lungfish.agent.config;

import dev.lungfish.core.neighbour.WatchRules;
import dev.lungfish.core.wake.WakeOnLanMode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What can wake the host, and who looks after whom.
///
/// @param cards what network cards are to wake the host on, by interface; others are left as they
///   are
/// @param neighbours URIs of the daemons that are told before the host sleeps
/// @param neighbourRequired whether the host only sleeps where one of them was told
/// @param watch how patient this host is with those that it expects back
public record WakeConfiguration(
        Map<String, Set<WakeOnLanMode>> cards,
        List<String> neighbours,
        boolean neighbourRequired,
        WatchRules watch) {
    public WakeConfiguration {
        cards = Map.copyOf(cards);
        neighbours = List.copyOf(neighbours);
    }

    /// Nothing is set, and nobody is told.
    static WakeConfiguration usual() {
        return new WakeConfiguration(Map.of(), List.of(), false, WatchRules.usual());
    }
}
