package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.neighbour.NetworkAddress;
import java.util.List;

/// One host with what is around it. Immutable.
///
/// @param planned how the plan sees it
/// @param networks that it has a card in
/// @param wakers some hosts that are awake and share one of these: they can wake it
/// @param wakesToday how often it came back from a sleep within a day
public record HostDetail(
        PlacedMember placed,
        PoolHost planned,
        List<NetworkAddress> networks,
        List<String> wakers,
        int wakesToday) {
    public HostDetail {
        networks = List.copyOf(networks);
        wakers = List.copyOf(wakers);
    }
}
