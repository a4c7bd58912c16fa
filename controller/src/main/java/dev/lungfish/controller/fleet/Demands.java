package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.demand.Allocation;
import dev.lungfish.core.fleet.demand.Allocator;
import dev.lungfish.core.fleet.demand.Claim;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.demand.Lead;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The demands, and who serves them. For who has the loop's lock; what [#claims] gives is a copy.
final class Demands {
    private static final Allocation NOTHING =
            new Allocation(List.of(), Map.of(), Map.of(), Rates.NONE);

    private final Map<String, Demand> demands = new TreeMap<>();
    private Map<String, List<String>> before = Map.of();
    private volatile Allocation latest = NOTHING;

    void put(Demand demand) {
        Demand _ = demands.put(demand.id(), demand);
    }

    void remove(String id) {
        Demand _ = demands.remove(id);
    }

    boolean has(String id) {
        return demands.containsKey(id);
    }

    /// Those that are over.
    List<String> over(Instant now) {
        return demands.values().stream()
                .filter(demand -> !now.isBefore(demand.until()))
                .map(Demand::id)
                .toList();
    }

    /// Chooses anew who serves them.
    ///
    /// @return the hosts that are needed now, by their names
    Map<String, Reason> serve(Instant now, Collection<PoolHost> hosts, Lead lead, Rates rates) {
        if (demands.isEmpty()) {
            before = Map.of();
            latest = NOTHING;
            return Map.of();
        }
        Allocation allocation =
                Allocator.allocate(now, demands.values(), hosts, before, lead, rates);
        Map<String, List<String>> serving = new HashMap<>();
        for (Claim claim : allocation.claims()) {
            serving.put(claim.demand().id(), claim.hosts());
        }
        before = serving;
        latest = allocation;
        return allocation.wanted();
    }

    /// The rates after the latest choice.
    Rates rates(Rates otherwise) {
        return demands.isEmpty() ? otherwise : latest.rates();
    }

    /// When a host that is not needed yet will be.
    Optional<Instant> next(String host) {
        return Optional.ofNullable(latest.next().get(host));
    }

    /// The same of all hosts.
    Map<String, Instant> next() {
        return latest.next();
    }

    /// How each is served.
    List<Claim> claims() {
        return latest.claims();
    }
}
