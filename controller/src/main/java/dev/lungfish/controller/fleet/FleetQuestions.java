package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.demand.Claim;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.forecast.WeeklyForecast;
import dev.lungfish.core.fleet.plan.Plan;
import dev.lungfish.core.fleet.plan.PoolView;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostStep;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.text.ReasonException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the loop answers and does nothing for: what each pool does and why, and what would come of
/// something. Safe for use by several threads.
public final class FleetQuestions {
    /// More hosts that can wake another one tell nothing more.
    private static final int MOST_WAKERS = 8;

    private final Lock lock;
    private final Parts parts;
    private final InstantSource clock;
    private final HostContext context;

    /// Does a work while nothing else happens.
    interface Lock {
        <T> T locked(Supplier<T> work);
    }

    /// What is asked.
    ///
    /// @param host by its name
    /// @param byId a host by its identity
    /// @param all hosts, in no order
    record Parts(
            Pools pools,
            Demands demands,
            Function<String, Member> host,
            Function<String, Optional<Member>> byId,
            Supplier<Collection<Member>> all) {}

    FleetQuestions(Lock lock, Parts parts, InstantSource clock, HostContext context) {
        this.lock = lock;
        this.parts = parts;
        this.clock = clock;
        this.context = context;
    }

    /// What would become of all now.
    public Plan plan() {
        return lock.locked(
                () -> parts.pools().plan(clock.instant(), parts.demands().next(), context));
    }

    /// What plans for guests ask and want.
    public Placement placement() {
        return new Placement(lock, parts, clock, context);
    }

    /// How each demand is served.
    public List<Claim> claims() {
        return parts.demands().claims();
    }

    /// What each pool does now, and why.
    public List<PoolReport> pools() {
        return lock.locked(
                () -> parts.pools().reports(clock.instant(), parts.demands().next(), context));
    }

    /// The same of one pool.
    ///
    /// @throws ReasonException where there is none of this name
    public PoolReport pool(String name) {
        return lock.locked(() -> {
            String known = parts.pools().named(name).name();
            return pools().stream()
                    .filter(pool -> pool.name().equals(known))
                    .findFirst()
                    .orElseThrow();
        });
    }

    /// What is expected to be used of a pool at some times; those of which nothing is known are
    /// left out.
    ///
    /// @throws ReasonException where there is no such pool
    public Map<Instant, WeeklyForecast.Prediction> expected(String pool, List<Instant> times) {
        return lock.locked(() -> {
            WeeklyForecast forecast = parts.pools().named(pool).forecast();
            Map<Instant, WeeklyForecast.Prediction> expected = new HashMap<>();
            for (Instant time : times) {
                forecast.at(time).ifPresent(what -> expected.put(time, what));
            }
            return expected;
        });
    }

    /// What is set of a pool, and what was measured of it.
    ///
    /// @throws ReasonException where there is no such pool
    public PoolSetting setting(String name) {
        return lock.locked(() -> {
            KnownPool pool = parts.pools().named(name);
            return new PoolSetting(
                    pool.name(),
                    pool.configured().policy().rules(),
                    pool.rules().reserve(),
                    pool.configured().policy().idle(),
                    pool.configured().power(),
                    parts.pools().resume(pool),
                    context.rules(),
                    pool.configured().more());
        });
    }

    /// The names of all pools.
    public List<String> poolNames() {
        return lock.locked(() -> parts.pools().all().stream().map(KnownPool::name).toList());
    }

    /// Makes sure that there is a pool of this name.
    ///
    /// @throws ReasonException where there is none
    public void requirePool(String name) {
        KnownPool _ = lock.locked(() -> parts.pools().named(name));
    }

    /// All hosts with what their pools say of them, by their names.
    public List<PlacedMember> members() {
        List<PlacedMember> all =
                new ArrayList<>(
                        lock.locked(() -> parts.all().get().stream().map(this::placed).toList()));
        all.sort(Comparator.comparing(host -> host.member().name()));
        return all;
    }

    /// Those of some identities that are in the fleet.
    public List<PlacedMember> members(Set<String> ids) {
        return lock.locked(() ->
                ids.stream()
                        .flatMap(id -> parts.byId().apply(id).stream())
                        .map(this::placed)
                        .toList());
    }

    /// One of them.
    ///
    /// @throws ReasonException where there is no such host
    public PlacedMember member(String name) {
        return lock.locked(() -> placed(parts.host().apply(name)));
    }

    /// One of them, with what is around it.
    ///
    /// @throws ReasonException where there is no such host
    public HostDetail detail(String name) {
        return lock.locked(() -> {
            Member member = parts.host().apply(name);
            Set<NetworkAddress> networks = PoolView.networks(member.identity());
            return new HostDetail(
                    placed(member),
                    parts.pools().host(member),
                    networks.stream()
                            .sorted(Comparator.comparing(NetworkAddress::toString))
                            .toList(),
                    parts.all().get().stream()
                            .filter(other -> !other.id().equals(member.id()))
                            .filter(other -> other.host().state().isAwake())
                            .filter(other ->
                                    PoolView.networks(other.identity()).stream()
                                            .anyMatch(networks::contains))
                            .map(Member::name)
                            .sorted()
                            .limit(MOST_WAKERS)
                            .toList(),
                    member.host().history().wakesBefore(clock.instant()));
        });
    }

    private PlacedMember placed(Member member) {
        KnownPool pool = parts.pools().of(member);
        return new PlacedMember(
                member,
                pool.name(),
                pool.rules().mode(),
                pool.rules().target(),
                pool.configured().power());
    }

    /// The name of a host's pool.
    public String poolOf(Member member) {
        return lock.locked(() -> parts.pools().of(member).name());
    }

    /// What would come of something that is done to a host.
    ///
    /// @throws ReasonException where there is no such host
    public DryRun.OfHost would(String host, Change change) {
        return lock.locked(() -> {
            Member member = parts.host().apply(host);
            HostStep step = member.host().on(change.event(clock.instant()), context);
            return DryRun.OfHost.of(member, member.in(step.host(), step.again()), step.actions());
        });
    }

    /// What would come of a demand.
    ///
    /// @throws ReasonException where it asks no pool that there is
    public DryRun.OfDemand would(Demand demand) {
        return lock.locked(() -> {
            parts.pools().require(demand);
            return parts.demands().would(clock.instant(), parts.pools(), demand);
        });
    }

    /// What would come of the end of a demand.
    ///
    /// @throws ReasonException where there is none of this name
    public DryRun.OfDemand wouldEnd(String demand) {
        return lock.locked(() -> {
            parts.demands().require(demand);
            return parts.demands().without(clock.instant(), parts.pools(), demand);
        });
    }
}
