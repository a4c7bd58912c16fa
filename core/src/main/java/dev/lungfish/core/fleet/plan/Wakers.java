package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.neighbour.NetworkAddress;
import java.util.List;
import java.util.stream.Stream;

/// Who is awake on each network to wake the others there. A packet is sent by any host of the
/// network, so the hosts of all pools count, and each network keeps what the most careful pool on
/// it wants.
///
/// @param pools all that the fleet has
public record Wakers(List<OfPool> pools) {
    public Wakers {
        pools = List.copyOf(pools);
    }

    /// One pool.
    public record OfPool(PoolRules rules, PoolView view) {}

    static Wakers of(PoolRules rules, PoolView view) {
        return new Wakers(List.of(new OfPool(rules, view)));
    }

    /// How many hosts of a network stay awake for the others.
    int least(NetworkAddress network) {
        int members = 0;
        for (OfPool pool : pools) {
            members += pool.view().members(network);
        }
        int most = 0;
        for (OfPool pool : pools) {
            if (pool.view().members(network) > 0) {
                most = Math.max(most, pool.rules().wakers(network, members));
            }
        }
        return most;
    }

    /// How many others than a host are awake in a network of it.
    int othersAwake(PoolHost host, NetworkAddress network) {
        int others = 0;
        for (OfPool pool : pools) {
            others += pool.view().othersAwake(host, network);
        }
        return others;
    }

    /// The networks on which fewer are awake or on their way than stay awake.
    List<NetworkAddress> lacking() {
        return pools.stream()
                .map(OfPool::view)
                .map(PoolView::networks)
                .flatMap(networks -> Stream.of(networks.toArray(NetworkAddress[]::new)))
                .distinct()
                .filter(network -> coming(network) < least(network))
                .toList();
    }

    private int coming(NetworkAddress network) {
        return pools.stream().mapToInt(pool -> pool.view().coming(network)).sum();
    }
}
