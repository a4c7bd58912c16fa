package dev.lungfish.core.fleet.demand;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.demand.Demand.Need;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Preference;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Chooses the hosts that serve demands, anew each time: nothing is ordered once and then taken for
/// done.
///
/// A host that serves a demand goes on serving it as long as it can be used or may come back soon.
/// Where fewer are needed than before, those go on that were woken most often. Otherwise the best
/// by [Preference] is taken.
public final class Allocator {
    private final Instant now;
    private final Lead lead;
    private final Map<String, PoolHost> hosts = new LinkedHashMap<>();
    private final Map<String, List<String>> before;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Reason> wanted = new HashMap<>();
    private final Map<String, Instant> next = new HashMap<>();
    private final Map<String, Instant> delayed = new HashMap<>();
    private final Map<String, long[]> room = new HashMap<>();
    private Rates rates;

    private Allocator(
            Instant now,
            Collection<PoolHost> hosts,
            Map<String, List<String>> before,
            Lead lead,
            Rates rates) {
        this.now = now;
        this.lead = lead;
        this.before = before;
        this.rates = rates;
        hosts.stream().sorted(Preference.BEST).forEach(host -> this.hosts.put(host.name(), host));
    }

    /// Chooses.
    ///
    /// @param demands of one pool; those that are over are left out
    /// @param hosts of the pool
    /// @param before the hosts that served each demand by the last choice, by its name
    public static Allocation allocate(
            Instant now,
            Collection<Demand> demands,
            Collection<PoolHost> hosts,
            Map<String, List<String>> before,
            Lead lead,
            Rates rates) {
        Allocator allocator = new Allocator(now, hosts, before, lead, rates);
        List<Claim> claims =
                demands.stream()
                        .filter(demand -> !demand.isOver(now))
                        .sorted(Demand.ORDER)
                        .map(allocator::serve)
                        .toList();
        return new Allocation(claims, allocator.wanted, allocator.next, allocator.rates);
    }

    private Claim serve(Demand demand) {
        List<Reason> missing = new ArrayList<>();
        List<PoolHost> chosen =
                switch (demand.need()) {
                    case Need.OneHost(String name) -> named(name, missing);
                    case Need.Hosts(int count) -> some(demand, count, missing);
                    case Need.Room(int cores, long memory) -> room(demand, cores, memory, missing);
                };
        Optional<Instant> ready = missing.isEmpty() ? Optional.of(now) : Optional.empty();
        for (PoolHost host : chosen) {
            Optional<Instant> usable = want(demand, host, missing);
            ready = ready.flatMap(latest -> usable.map(time -> later(latest, time)));
        }
        return new Claim(demand, chosen.stream().map(PoolHost::name).toList(), ready, missing);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private List<PoolHost> named(String name, List<Reason> missing) {
        PoolHost host = hosts.get(name);
        if (host == null) {
            missing.add(new DemandReason.DemandHostUnknown(name));
            return List.of();
        }
        if (host.state() instanceof HostState.Lost
                || host.state() instanceof HostState.Maintenance) {
            missing.add(new DemandReason.DemandHostUnusable(name, host.state().spelling()));
        }
        return List.of(host);
    }

    private List<PoolHost> some(Demand demand, int count, List<Reason> missing) {
        List<PoolHost> chosen = new ArrayList<>();
        for (PoolHost host : candidates(demand)) {
            if (chosen.size() == count) {
                break;
            }
            if (!room.containsKey(host.name()) && taken.add(host.name())) {
                chosen.add(host);
            }
        }
        if (chosen.size() < count) {
            missing.add(new DemandReason.DemandHostsTooFew(count, chosen.size()));
        }
        return chosen;
    }

    private List<PoolHost> room(Demand demand, int cores, long memory, List<Reason> missing) {
        List<PoolHost> chosen = new ArrayList<>();
        long coresLeft = cores;
        long memoryLeft = memory;
        for (PoolHost host : candidates(demand)) {
            if (coresLeft <= 0 && memoryLeft <= 0) {
                break;
            }
            if (taken.contains(host.name())) {
                continue;
            }
            long[] left =
                    room.computeIfAbsent(
                            host.name(),
                            _ -> new long[] {host.capacity().cores(), host.capacity().memory()});
            long takenCores = Math.min(left[0], Math.max(0, coresLeft));
            long takenMemory = Math.min(left[1], Math.max(0, memoryLeft));
            if (takenCores > 0 || takenMemory > 0) {
                left[0] -= takenCores;
                left[1] -= takenMemory;
                coresLeft -= takenCores;
                memoryLeft -= takenMemory;
                chosen.add(host);
            }
        }
        if (coresLeft > 0 || memoryLeft > 0) {
            missing.add(
                    new DemandReason.DemandRoomTooSmall(
                            (int) Math.max(0, coresLeft), new ByteCount(Math.max(0, memoryLeft))));
        }
        return chosen;
    }

    /// The hosts that can serve a demand, the best first.
    private List<PoolHost> candidates(Demand demand) {
        Set<String> earlier = new LinkedHashSet<>(before.getOrDefault(demand.id(), List.of()));
        List<PoolHost> ordered = new ArrayList<>();
        for (String name : earlier) {
            PoolHost host = hosts.get(name);
            if (host != null && Preference.isOfUse(host)) {
                ordered.add(host);
            }
        }
        ordered.sort(Preference.SERVES_ON);
        hosts.values().stream()
                .filter(host -> Preference.isOfUse(host) && !earlier.contains(host.name()))
                .forEach(ordered::add);
        return ordered;
    }

    /// Wants a host now, or says when it is needed. When it can be used; empty where nobody knows.
    private Optional<Instant> want(Demand demand, PoolHost host, List<Reason> missing) {
        String name = host.name();
        if (now.isBefore(demand.from().minus(lead.of(host)))) {
            next.merge(name, demand.from(), (one, other) -> one.isBefore(other) ? one : other);
            return Optional.of(demand.from());
        }
        boolean counted = wanted.containsKey(name) || host.host().wanted().isPresent();
        if (!counted && Preference.takesPower(host)) {
            Duration wait = rates.until(now, host);
            if (delayed.containsKey(name) || wait.isPositive()) {
                Instant until = delayed.computeIfAbsent(name, _ -> now.plus(wait));
                missing.add(new DemandReason.DemandWaitsForRate(name, until));
                next.merge(name, until, (one, other) -> one.isBefore(other) ? one : other);
                return Optional.of(until.plus(host.resume()));
            }
            rates = rates.spend(now, host);
        }
        wanted.putIfAbsent(
                name, new DemandReason.DemandedBy(demand.id(), demand.by(), demand.until()));
        return usable(host);
    }

    private Optional<Instant> usable(PoolHost host) {
        return switch (host.state()) {
            case HostState.Awake _, HostState.Draining _, HostState.Sick _, HostState.Settling _ ->
                    Optional.of(now);
            case HostState.Waking waking ->
                    Optional.of(later(now, waking.since().plus(host.resume())));
            case HostState.Asleep _, HostState.Due _, HostState.Ordered _ ->
                    Optional.of(now.plus(host.resume()));
            case HostState.Unknown _,
                    HostState.Limbo _,
                    HostState.External _,
                    HostState.Overdue _,
                    HostState.Lost _,
                    HostState.Maintenance _ ->
                    Optional.empty();
        };
    }
}
