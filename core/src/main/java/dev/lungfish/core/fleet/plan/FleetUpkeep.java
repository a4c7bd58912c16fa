package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.pool.FleetRates;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Preference;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.neighbour.NetworkAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// What [Upkeep] is for a fleet of several pools: each pool has rules of its own, and a network is
/// that of all of them.
///
/// @param wake the hosts to wake, by their names
/// @param shown those that would be woken, were their pools' plans carried out
/// @param rates after that
public record FleetUpkeep(
        Map<String, PlanReason> wake, Map<String, PlanReason> shown, FleetRates rates) {
    public FleetUpkeep {
        wake = Map.copyOf(wake);
        shown = Map.copyOf(shown);
    }

    /// What the rules lack now. Takes little where they lack nothing.
    ///
    /// @param pools by their names
    public static FleetUpkeep of(Instant now, Map<String, Wakers.OfPool> pools, FleetRates rates) {
        List<NetworkAddress> dark = new Wakers(List.copyOf(pools.values())).lacking();
        List<String> lacking =
                pools.entrySet().stream()
                        .filter(pool -> pool.getValue().rules().mode() != Mode.OFF)
                        .filter(pool -> pool.getValue().view().lacks(now, pool.getValue().rules()))
                        .map(Map.Entry::getKey)
                        .toList();
        if (dark.isEmpty() && lacking.isEmpty()) {
            return new FleetUpkeep(Map.of(), Map.of(), rates);
        }
        Search search = new Search(now, pools, rates);
        lacking.forEach(search::pool);
        dark.forEach(search::network);
        return new FleetUpkeep(search.wake, search.shown, search.rates);
    }

    private static final class Search {
        private final Instant now;
        private final Map<String, Wakers.OfPool> pools;
        private final List<Candidate> hosts = new ArrayList<>();
        private final Set<String> coming = new HashSet<>();
        private final Map<String, PlanReason> wake = new LinkedHashMap<>();
        private final Map<String, PlanReason> shown = new LinkedHashMap<>();
        private FleetRates rates;

        private record Candidate(String pool, PoolHost host) {
            String name() {
                return host.name();
            }
        }

        Search(Instant now, Map<String, Wakers.OfPool> pools, FleetRates rates) {
            this.now = now;
            this.pools = pools;
            this.rates = rates;
            pools.forEach((name, pool) ->
                    pool.view().hosts().forEach(host -> hosts.add(new Candidate(name, host))));
            hosts.sort(Comparator.comparing(Candidate::host, Preference.BEST));
            for (Candidate candidate : hosts) {
                if (Upkeep.isComing(candidate.host())) {
                    coming.add(candidate.name());
                }
            }
        }

        void pool(String name) {
            Wakers.OfPool pool = pool(name, pools);
            PoolRules rules = pool.rules();
            Predicate<Candidate> ofPool = candidate -> candidate.pool().equals(name);
            need(
                    rules.awake(),
                    ofPool,
                    others -> new PlanReason.MinimumAwakeKept(rules.awake(), others));
            for (Floor floor : rules.floors()) {
                if (!now.isBefore(floor.wake())) {
                    need(floor.awake(), ofPool, floor::kept);
                }
            }
            int reserve = rules.reserve().of(pool.view().size());
            need(
                    reserve,
                    ofPool.and(candidate -> Upkeep.mayBeFree(candidate.host())),
                    others -> new PlanReason.ReserveKept(reserve, others));
            for (String group : new TreeSet<>(pool.view().quorums())) {
                int least = rules.quorum(group, pool.view().members(group));
                need(
                        least,
                        ofPool.and(candidate -> candidate.host().quorums().contains(group)),
                        others -> new PlanReason.QuorumKept(group, least, others));
            }
        }

        void network(NetworkAddress network) {
            int least = new Wakers(List.copyOf(pools.values())).least(network);
            Set<String> of = new HashSet<>();
            for (Candidate candidate : hosts) {
                if (PoolView.networks(candidate.host().identity()).contains(network)) {
                    of.add(candidate.name());
                }
            }
            need(
                    least,
                    candidate -> of.contains(candidate.name()),
                    others -> new PlanReason.WakersKept(network.toString(), least, others));
        }

        /// Wakes hosts of a kind until enough of them come.
        private void need(int least, Predicate<Candidate> kind, IntFunction<PlanReason> why) {
            List<Candidate> all = hosts.stream().filter(kind).toList();
            int found = (int) all.stream().filter(one -> coming.contains(one.name())).count();
            for (; found < least; found++) {
                Optional<Candidate> next =
                        next(all, Mode.AUTOMATIC).or(() -> next(all, Mode.RECOMMEND));
                if (next.isEmpty()) {
                    return;
                }
                add(next.get(), why.apply(found));
            }
        }

        private Optional<Candidate> next(List<Candidate> all, Mode mode) {
            return all.stream()
                    .filter(one -> pool(one.pool(), pools).rules().mode() == mode)
                    .filter(one -> one.host().state() instanceof HostState.Asleep)
                    .filter(one -> !coming.contains(one.name()))
                    .filter(one -> !shown.containsKey(one.name()))
                    .filter(one -> rates.of(one.pool()).until(now, one.host()).isZero())
                    .findFirst();
        }

        private void add(Candidate one, PlanReason why) {
            if (pool(one.pool(), pools).rules().mode() != Mode.AUTOMATIC) {
                shown.put(one.name(), why);
                return;
            }
            rates = rates.with(one.pool(), rates.of(one.pool()).spend(now, one.host()));
            coming.add(one.name());
            wake.put(one.name(), why);
        }

        private static Wakers.OfPool pool(String name, Map<String, Wakers.OfPool> pools) {
            return Optional.ofNullable(pools.get(name)).orElseThrow();
        }
    }
}
