package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Preference;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.neighbour.NetworkAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/// Which hosts are woken because too few are awake by the rules of the pool: a demand took the
/// reserve, a host crashed or is in maintenance. A plan that only lets nobody more sleep would
/// never make up for that.
///
/// @param wake the hosts to wake, by their names: each is handed
///   [dev.lungfish.core.fleet.state.HostEvent.WakeAsked] once. Whoever is on the way counts as
///   awake
/// @param rates after that
public record Upkeep(Map<String, PlanReason> wake, Rates rates) {
    public Upkeep {
        wake = Map.copyOf(wake);
    }

    /// What the rules lack now.
    ///
    /// @param hosts of the pool
    public static Upkeep of(Instant now, PoolRules rules, Collection<PoolHost> hosts, Rates rates) {
        Search search = new Search(now, hosts, rates);
        if (rules.mode() == Mode.AUTOMATIC) {
            search.need(
                    rules.awake(),
                    _ -> true,
                    others -> new PlanReason.MinimumAwakeKept(rules.awake(), others));
            int reserve = rules.reserve().of(hosts.size());
            search.need(
                    reserve,
                    Upkeep::mayBeFree,
                    others -> new PlanReason.ReserveKept(reserve, others));
            search.quorums(rules);
            search.networks(rules);
        }
        return new Upkeep(search.wake, search.rates);
    }

    private static boolean mayBeFree(PoolHost host) {
        return host.host().wanted().isEmpty()
                && (host.guests().isEmpty() || host.guests().equals(OptionalInt.of(0)));
    }

    private static final class Search {
        private final Instant now;
        private final List<PoolHost> hosts;
        private final Set<String> coming = new HashSet<>();
        private final Map<String, PlanReason> wake = new LinkedHashMap<>();
        private Rates rates;

        Search(Instant now, Collection<PoolHost> hosts, Rates rates) {
            this.now = now;
            this.hosts = hosts.stream().sorted(Preference.BEST).toList();
            this.rates = rates;
            for (PoolHost host : hosts) {
                if (host.state().isAwake()
                        || host.state() instanceof HostState.Waking
                        || host.state() instanceof HostState.Settling
                        || host.host().wanted().isPresent()) {
                    coming.add(host.name());
                }
            }
        }

        void quorums(PoolRules rules) {
            Set<String> groups = new TreeSet<>();
            hosts.forEach(host -> groups.addAll(host.quorums()));
            for (String group : groups) {
                Predicate<PoolHost> member = host -> host.quorums().contains(group);
                int least = rules.quorum(group, (int) hosts.stream().filter(member).count());
                need(least, member, others -> new PlanReason.QuorumKept(group, least, others));
            }
        }

        void networks(PoolRules rules) {
            Map<NetworkAddress, List<PoolHost>> networks = new LinkedHashMap<>();
            for (PoolHost host : hosts) {
                for (NetworkAddress network : PoolView.networks(host.identity())) {
                    networks.computeIfAbsent(network, _ -> new ArrayList<>()).add(host);
                }
            }
            networks.forEach((network, members) -> {
                int least = rules.wakers(network, members.size());
                Set<PoolHost> of = new HashSet<>(members);
                need(
                        least,
                        of::contains,
                        others -> new PlanReason.WakersKept(network.toString(), least, others));
            });
        }

        /// Wakes hosts of a kind until enough of them come.
        void need(int least, Predicate<PoolHost> kind, Function<Integer, PlanReason> why) {
            int found =
                    (int)
                            hosts.stream()
                                    .filter(kind)
                                    .filter(host -> coming.contains(host.name()))
                                    .count();
            while (found < least) {
                Optional<PoolHost> next =
                        hosts.stream()
                                .filter(kind)
                                .filter(host -> host.state() instanceof HostState.Asleep)
                                .filter(host -> !coming.contains(host.name()))
                                .filter(host -> rates.until(now, host).isZero())
                                .findFirst();
                if (next.isEmpty()) {
                    return;
                }
                rates = rates.spend(now, next.get());
                coming.add(next.get().name());
                wake.put(next.get().name(), why.apply(found));
                found++;
            }
        }
    }
}
