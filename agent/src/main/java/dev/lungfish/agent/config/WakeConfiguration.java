package dev.lungfish.agent.config;

import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.Watch.WatchRules;
import dev.lungfish.core.wake.WakeOnLanMode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What can wake the host, and the neighbours.
///
/// @param cards what NICs wake the host on, by interface; others are not changed
/// @param neighbours URIs of the daemons to notify before the host sleeps
/// @param neighbourRequired whether the host only sleeps if one of them was notified
/// @param watch the rules of the sleeper watchdog
/// @param networks further networks into which magic packets are sent for others
public record WakeConfiguration(
        Map<String, Set<WakeOnLanMode>> cards,
        List<String> neighbours,
        boolean neighbourRequired,
        WatchRules watch,
        List<NetworkAddress> networks) {
    public WakeConfiguration {
        networks = List.copyOf(networks);
        cards = Map.copyOf(cards);
        neighbours = List.copyOf(neighbours);
    }

    /// Nothing is set, and nobody is notified.
    static WakeConfiguration usual() {
        return new WakeConfiguration(Map.of(), List.of(), false, WatchRules.usual(), List.of());
    }
}
