package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The hosts of a pool, counted: kept up to date host by host, so that a decision takes the same
/// time in a large pool. Not safe to share between threads.
///
/// A network is counted by the hosts that have an address in it by a port that leads out, each by
/// its own prefix: each of them reaches the others by a broadcast
/// ([HostIdentity#sharesNetworkWith]).
public final class PoolView {
    private final Map<String, PoolHost> hosts = new LinkedHashMap<>();
    private final Map<NetworkAddress, Tally> networks = new HashMap<>();
    private final Map<String, Networks> known = new HashMap<>();
    private final Map<String, Tally> quorums = new HashMap<>();
    private final Tally all = new Tally();
    private final IdleHistory idle;

    /// An empty one whose idle hosts may sleep at once.
    public PoolView() {
        this(new IdleHistory(IdleRule.AT_ONCE));
    }

    /// An empty one.
    ///
    /// @param idle how long hosts were idle before they were used again
    public PoolView(IdleHistory idle) {
        this.idle = idle;
    }

    /// The same now; what becomes of one does not change the other.
    public PoolView copy() {
        PoolView copy = new PoolView(idle.copy());
        hosts.values().forEach(copy::take);
        return copy;
    }

    /// The networks of a host, which rarely change.
    private record Networks(HostIdentity identity, Set<NetworkAddress> networks) {
        static Networks of(HostIdentity identity, @Nullable Networks last) {
            return last != null && last.identity.equals(identity)
                    ? last
                    : new Networks(identity, PoolView.networks(identity));
        }
    }

    /// How many there are, and how many of them are awake, free, used, and awake or on their way.
    private static final class Tally {
        int members;
        int awake;
        int free;
        int used;
        int coming;
        int comingFree;

        void count(PoolHost host, int times) {
            members += times;
            awake += host.state().isAwake() ? times : 0;
            free += host.isFree() ? times : 0;
            used += host.isUsed() ? times : 0;
            if (Upkeep.isComing(host)) {
                coming += times;
                comingFree += Upkeep.mayBeFree(host) ? times : 0;
            }
        }
    }

    /// The hosts of a pool.
    public static PoolView of(Collection<PoolHost> hosts) {
        PoolView view = new PoolView();
        hosts.forEach(view::put);
        return view;
    }

    /// Takes a host in, or its new state.
    public void put(PoolHost host) {
        take(host);
        idle.uses(host.host().seen(), all.used);
    }

    private void take(PoolHost host) {
        PoolHost before = hosts.put(host.name(), host);
        if (before != null) {
            count(before, -1);
        }
        count(host, 1);
    }

    /// Forgets a host.
    public void remove(String name) {
        PoolHost before = hosts.remove(name);
        if (before != null) {
            count(before, -1);
            known.remove(name);
        }
    }

    /// A host by its name.
    public Optional<PoolHost> host(String name) {
        return Optional.ofNullable(hosts.get(name));
    }

    /// All hosts, in the order in which they came.
    public Collection<PoolHost> hosts() {
        return hosts.values();
    }

    /// How many there are.
    public int size() {
        return hosts.size();
    }

    /// How many are awake.
    public int awake() {
        return all.awake;
    }

    /// How many are awake and free.
    public int free() {
        return all.free;
    }

    /// How many are used ([PoolHost#isUsed]).
    public int used() {
        return all.used;
    }

    /// Whether hosts must be woken for the rules of the pool itself.
    boolean lacks(Instant now, PoolRules rules) {
        int most = rules.awake();
        for (Floor floor : rules.floors()) {
            most = now.isBefore(floor.wake()) ? most : Math.max(most, floor.awake());
        }
        return all.coming < most
                || all.comingFree < rules.reserve().of(size())
                || quorums.entrySet().stream()
                        .anyMatch(group ->
                                group.getValue().coming
                                        < rules.quorum(group.getKey(), group.getValue().members));
    }

    /// The networks on which it has hosts.
    Set<NetworkAddress> networks() {
        return networks.keySet();
    }

    /// How many hosts of a network are awake or on their way.
    int coming(NetworkAddress network) {
        return of(networks.get(network)).coming;
    }

    /// How many hosts of a network are awake.
    int awake(NetworkAddress network) {
        return of(networks.get(network)).awake;
    }

    /// The groups of which it has hosts.
    Set<String> quorums() {
        return quorums.keySet();
    }

    /// How many others than a host are awake.
    int othersAwake(PoolHost host) {
        return all.awake - awake(host);
    }

    /// How many others than a host are awake and free.
    int othersFree(PoolHost host) {
        PoolHost counted = hosts.get(host.name());
        return all.free - (counted != null && counted.isFree() ? 1 : 0);
    }

    /// How long a host stays awake now after nobody uses it any more.
    public Duration idleWait() {
        return idle.length();
    }

    /// Until when a host is kept because it may soon be used again; in the past where it is not. Of
    /// all that are free, it counts as the last one that would be used.
    ///
    /// @param host as it tells now: it may have been used until this moment
    /// @param reserve how many free hosts are kept anyway
    Instant keptUntil(Instant now, PoolHost host, int reserve) {
        PoolHost counted = hosts.get(host.name());
        boolean ends = counted != null && counted.isUsed() && !host.isUsed();
        int used = all.used - (ends ? 1 : 0);
        int level = used + othersFree(host) + 1 - reserve;
        return ends && level == used + 1 ? now.plus(idle.length()) : idle.keptUntil(level);
    }

    /// How many free hosts are kept beyond the reserve because they may soon be used again.
    ///
    /// @param reserve how many free hosts are kept anyway
    int keptIdle(Instant now, int reserve) {
        int kept = 0;
        while (kept < all.free - reserve && now.isBefore(idle.keptUntil(all.used + kept + 1))) {
            kept++;
        }
        return kept;
    }

    /// Until when the last of these hosts is kept.
    Instant idleUntil() {
        return idle.keptUntil(all.used + 1);
    }

    /// How many others than a host are awake in a group.
    int othersAwake(PoolHost host, String quorum) {
        return of(quorums.get(quorum)).awake - awake(host);
    }

    /// How many members a group has.
    int members(String quorum) {
        return of(quorums.get(quorum)).members;
    }

    /// How many others than a host are awake in a network of it.
    int othersAwake(PoolHost host, NetworkAddress network) {
        return of(networks.get(network)).awake - awake(host);
    }

    /// How many hosts a network has.
    int members(NetworkAddress network) {
        return of(networks.get(network)).members;
    }

    /// The networks of a host as it tells now, each once.
    Set<NetworkAddress> networks(PoolHost host) {
        return Networks.of(host.identity(), known.get(host.name())).networks();
    }

    /// The networks of a host, each once, as their first address and their prefix.
    public static Set<NetworkAddress> networks(HostIdentity identity) {
        Set<NetworkAddress> networks = new HashSet<>();
        for (NetworkPort port : identity.ports()) {
            if (port.outside()) {
                for (NetworkAddress address : port.addresses()) {
                    if (!address.isLocal()) {
                        networks.add(address.network());
                    }
                }
            }
        }
        return networks;
    }

    private int awake(PoolHost host) {
        PoolHost counted = hosts.get(host.name());
        return counted != null && counted.state().isAwake() ? 1 : 0;
    }

    private static Tally of(@Nullable Tally tally) {
        return tally == null ? new Tally() : tally;
    }

    private void count(PoolHost host, int times) {
        all.count(host, times);
        for (NetworkAddress network :
                known.compute(host.name(), (_, last) -> Networks.of(host.identity(), last))
                        .networks()) {
            networks.computeIfAbsent(network, _ -> new Tally()).count(host, times);
        }
        for (String quorum : host.quorums()) {
            quorums.computeIfAbsent(quorum, _ -> new Tally()).count(host, times);
        }
    }
}
