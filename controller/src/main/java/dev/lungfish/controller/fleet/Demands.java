package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.demand.Allocation;
import dev.lungfish.core.fleet.demand.Allocator;
import dev.lungfish.core.fleet.demand.Claim;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.pool.FleetRates;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The demands, and who serves them. For who has the loop's lock; what [#claims] gives is a copy.
final class Demands {
    private static final Allocation NOTHING =
            new Allocation(List.of(), Map.of(), Map.of(), Rates.NONE);

    private final Map<String, Demand> demands = new TreeMap<>();
    private Map<String, List<String>> before = Map.of();
    private volatile Allocation latest = NOTHING;

    /// Takes one in, or replaces it.
    ///
    /// @return undoes it
    Runnable put(Demand demand) {
        return undo(demand.id(), demands.put(demand.id(), demand));
    }

    /// Forgets one.
    ///
    /// @return undoes it
    Runnable remove(String id) {
        return undo(id, demands.remove(id));
    }

    private Runnable undo(String id, @Nullable Demand before) {
        return () -> {
            Demand _ = before == null ? demands.remove(id) : demands.put(id, before);
        };
    }

    /// Makes sure that there is one of this name.
    ///
    /// @throws ReasonException where there is none
    void require(String id) {
        if (!demands.containsKey(id)) {
            throw new ReasonException(new LoopReason.DemandUnknown(id));
        }
    }

    /// Those that are over.
    List<String> over(Instant now) {
        return demands.values().stream()
                .filter(demand -> !now.isBefore(demand.until()))
                .map(Demand::id)
                .toList();
    }

    /// Chooses anew who serves them, pool by pool, and pays for it.
    ///
    /// @return the hosts that are needed now, by their names
    Map<String, Reason> serve(Instant now, Pools pools) {
        if (demands.isEmpty()) {
            before = Map.of();
            latest = NOTHING;
            return Map.of();
        }
        Served served = serve(now, pools, demands.values());
        served.rates().forEach(pools.rates()::after);
        before =
                served.all().claims().stream()
                        .collect(Collectors.toMap(claim -> claim.demand().id(), Claim::hosts));
        latest = served.all();
        return latest.wanted();
    }

    /// What one more demand would change. Nothing is done.
    DryRun.OfDemand would(Instant now, Pools pools, Demand demand) {
        Map<String, Demand> all = new TreeMap<>(demands);
        Demand _ = all.put(demand.id(), demand);
        return DryRun.OfDemand.of(
                Optional.of(demand.id()), latest, serve(now, pools, all.values()).all());
    }

    /// What the end of a demand would change. Nothing is done.
    DryRun.OfDemand without(Instant now, Pools pools, String id) {
        Map<String, Demand> all = new TreeMap<>(demands);
        Demand _ = all.remove(id);
        return DryRun.OfDemand.of(Optional.empty(), latest, serve(now, pools, all.values()).all());
    }

    /// @param rates that are left, by pool
    private record Served(Allocation all, Map<String, Rates> rates) {}

    private Served serve(Instant now, Pools pools, Collection<Demand> asked) {
        Map<String, List<Demand>> byPool = new TreeMap<>();
        List<Claim> claims = new ArrayList<>();
        for (Demand demand : asked) {
            Optional<KnownPool> pool = pools.of(demand);
            if (pool.isPresent()) {
                byPool.computeIfAbsent(pool.get().name(), _ -> new ArrayList<>()).add(demand);
            } else {
                Reason gone = new LoopReason.PoolUnknown(demand.pool().orElse(""));
                claims.add(new Claim(demand, List.of(), Optional.empty(), List.of(gone)));
            }
        }
        Map<String, Reason> wanted = new HashMap<>();
        Map<String, Instant> next = new HashMap<>();
        Map<String, Rates> left = new LinkedHashMap<>();
        FleetRates rates = pools.rates().all();
        for (Map.Entry<String, List<Demand>> one : byPool.entrySet()) {
            KnownPool pool = pools.named(one.getKey());
            Allocation allocation =
                    Allocator.allocate(
                            now,
                            one.getValue(),
                            pool.view().hosts(),
                            before,
                            pool.rules().lead(),
                            rates.of(pool.name()));
            rates = rates.with(pool.name(), allocation.rates());
            left.put(pool.name(), allocation.rates());
            claims.addAll(allocation.claims());
            wanted.putAll(allocation.wanted());
            next.putAll(allocation.next());
        }
        return new Served(new Allocation(claims, wanted, next, Rates.NONE), left);
    }

    /// When a host that is not needed yet will be.
    Optional<Instant> next(String host) {
        return Optional.ofNullable(latest.next().get(host));
    }

    /// When each of the hosts that are not needed yet will be.
    Map<String, Instant> next() {
        return latest.next();
    }

    /// How each is served.
    List<Claim> claims() {
        return latest.claims();
    }
}
