package dev.lungfish.controller.fleet;

import dev.lungfish.controller.config.HostNames;
import dev.lungfish.controller.config.PoolConfiguration;
import dev.lungfish.controller.config.PoolsConfiguration;
import dev.lungfish.controller.store.PoolTable;
import dev.lungfish.controller.store.Transaction;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.forecast.ArrivalHistory;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.FleetUpkeep;
import dev.lungfish.core.fleet.plan.Plan;
import dev.lungfish.core.fleet.plan.PlanReason;
import dev.lungfish.core.fleet.plan.Planner;
import dev.lungfish.core.fleet.plan.PoolBound;
import dev.lungfish.core.fleet.plan.PoolPolicy;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.PoolView;
import dev.lungfish.core.fleet.plan.Schedule;
import dev.lungfish.core.fleet.plan.Wakers;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Preference;
import dev.lungfish.core.fleet.pool.ResumeTimes;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// All pools of the fleet, and which host is of which one. For who has the loop's lock.
final class Pools {
    private final FleetSettings settings;
    private final Map<String, KnownPool> pools = new LinkedHashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, ResumeTimes> kept;
    private final KeptRates rates;
    private final List<Consumer<Transaction>> unsaved = new ArrayList<>();
    private final Placements placements = new Placements();

    Pools(FleetSettings settings, Transaction transaction, Instant now) {
        this.settings = settings;
        kept = transaction.pools().resumes();
        rates = new KeptRates(settings.pools(), transaction, now);
        for (PoolConfiguration pool : settings.pools().all()) {
            pools.put(pool.name(), new KnownPool(pool, transaction, now));
        }
    }

    /// Where a host belongs by its name.
    record Place(
            KnownPool pool,
            Optional<String> domain,
            Set<String> groups,
            Optional<Reason> excluded) {}

    /// What a plan says to a call.
    ///
    /// @param costs whether a sleep is to be paid to the rates
    record Asked(PoolHost host, PoolRules rules, Decision decision, boolean costs) {}

    private Place place(String host) {
        return places.computeIfAbsent(
                host,
                name -> {
                    PoolsConfiguration configured = settings.pools();
                    PoolConfiguration pool = configured.of(name);
                    return new Place(
                            known(pool.name()),
                            configured.domain(name),
                            groups(pool.groups(), name),
                            configured.excluded(name));
                });
    }

    private static Set<String> groups(Map<String, HostNames> groups, String host) {
        return groups.entrySet().stream()
                .filter(group -> group.getValue().include(host))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private KnownPool known(String pool) {
        return Optional.ofNullable(pools.get(pool))
                .orElseThrow(() -> new ReasonException(new LoopReason.PoolUnknown(pool)));
    }

    KnownPool of(Member member) {
        return place(member.name()).pool();
    }

    Collection<KnownPool> all() {
        return pools.values();
    }

    /// A pool by its name.
    ///
    /// @throws ReasonException where there is none
    KnownPool named(String pool) {
        return known(pool);
    }

    KeptRates rates() {
        return rates;
    }

    /// The host as the plan sees it.
    PoolHost host(Member member) {
        Place place = place(member.name());
        return member.inPool(
                place,
                place.pool().resume(member.id(), settings.resume()),
                settings.ways(),
                place.pool().configured().watts());
    }

    /// What any host of a pool needs to wake, in 99 of 100 cases.
    Duration resume(KnownPool pool) {
        return pool.resume(settings.resume());
    }

    /// Takes a host in, or what has become of it.
    void put(Optional<Member> before, Member now, Instant at) {
        before.filter(known -> !known.name().equals(now.name())).ifPresent(this::remove);
        KnownPool pool = of(now);
        PoolView view = pool.view();
        boolean used = view.host(now.name()).map(PoolHost::isUsed).orElse(true);
        Optional.ofNullable(kept.remove(now.id()))
                .ifPresent(times -> pool.remember(now.id(), times));
        learn(pool, before, now, at);
        PoolHost host = host(now);
        view.put(host);
        if (!used && host.isUsed()) {
            pool.arrivals().arrive(at, 1);
            PoolTable.Count arrival = new PoolTable.Count(at, 1);
            unsaved.add(transaction ->
                    transaction.pools().arrive(pool.name(), arrival, ArrivalHistory.MEMORY));
        }
    }

    /// A host that was being woken has called.
    private void learn(KnownPool pool, Optional<Member> before, Member now, Instant at) {
        if (before.isPresent()
                && before.get().host().state() instanceof HostState.Waking waking
                && now.host().state().isAwake()
                && at.isAfter(waking.since())) {
            ResumeTimes times = pool.woke(now.id(), Duration.between(waking.since(), at));
            unsaved.add(transaction -> transaction.pools().put(now.id(), times));
        }
    }

    /// Takes a host in again as it was before something that could not be kept. What was learned of
    /// that stays: it happened.
    void putBack(Member before) {
        of(before).view().put(host(before));
    }

    void remove(Member gone) {
        of(gone).view().remove(gone.name());
        Place _ = places.remove(gone.name());
    }

    /// Lets time pass: rules that hold at times are looked at, and quarters of an hour end.
    void pass(Instant now) {
        for (KnownPool pool : pools.values()) {
            pool.forecast()
                    .observe(now, pool.view().used())
                    .ifPresent(slot ->
                            unsaved.add(transaction -> transaction.pools().use(pool.name(), slot)));
            pool.newOfIdle(now)
                    .ifPresent(known ->
                            unsaved.add(
                                    transaction -> transaction.pools().keep(pool.name(), known)));
            if (pool.isOld(now)) {
                pool.look(now, settings.resume(), rates.of(pool.name()));
            }
        }
    }

    /// What is to be kept, if anything is.
    void save(Consumer<Consumer<Transaction>> keeping) {
        unsaved.forEach(keeping);
        unsaved.clear();
        if (rates.isChanged()) {
            keeping.accept(rates::write);
        }
    }

    private Wakers wakers() {
        return new Wakers(pools.values().stream().map(KnownPool::now).toList());
    }

    /// Asks the plan of a host's pool.
    ///
    /// @param changed gives rules that hold for this host alone
    Asked ask(
            Instant now,
            Member member,
            Optional<Instant> next,
            long seed,
            UnaryOperator<PoolRules> changed) {
        KnownPool pool = of(member);
        PoolHost host = host(member);
        PoolRules rules = changed.apply(pool.rules());
        Planner planner = new Planner(rules, pool.view(), wakers());
        return new Asked(
                host,
                rules,
                placements.cut(
                        pool.name(),
                        member.name(),
                        planner.decide(now, host, next, rates.of(pool.name()), seed)),
                planner.costs(host));
    }

    /// A host changes, and is paid for.
    void spend(Instant now, PoolHost host) {
        String pool = place(host.name()).pool().name();
        rates.after(pool, rates.of(pool).spend(now, host));
    }

    /// The pool that a demand asks; empty where that is gone.
    Optional<KnownPool> of(Demand demand) {
        if (demand.pool().isPresent()) {
            return Optional.ofNullable(pools.get(demand.pool().get()));
        }
        if (demand.need() instanceof Demand.Need.OneHost(String host)) {
            return Optional.of(known(settings.pools().of(host).name()));
        }
        List<KnownPool> filled =
                pools.values().stream().filter(pool -> pool.view().size() > 0).toList();
        return Optional.of(
                filled.size() == 1 ? filled.getFirst() : known(PoolsConfiguration.DEFAULT));
    }

    /// Makes sure that it is clear which pool a demand asks.
    ///
    /// @throws ReasonException where it is not, or there is no such pool
    void require(Demand demand) {
        demand.pool().ifPresent(pool -> Objects.requireNonNull(known(pool)));
        boolean clear =
                demand.pool().isPresent()
                        || demand.need() instanceof Demand.Need.OneHost
                        || of(demand).filter(pool -> pool.view().size() > 0).isPresent()
                        || pools.size() == 1;
        if (!clear) {
            throw new ReasonException(new LoopReason.PoolMissing(List.copyOf(pools.keySet())));
        }
    }

    /// What would become of all hosts now, by their names.
    Plan plan(Instant now, Map<String, Instant> next, HostContext context) {
        Map<String, Wakers.OfPool> scratch = new LinkedHashMap<>();
        pools.forEach((name, pool) ->
                scratch.put(name, new Wakers.OfPool(pool.rules(), pool.view().copy())));
        Wakers wakers = new Wakers(List.copyOf(scratch.values()));
        Map<String, Decision> decisions = new LinkedHashMap<>();
        scratch.forEach((name, pool) ->
                Plan.of(now, pool, wakers, next, rates.of(name), _ -> context, 0)
                        .decisions()
                        .forEach((host, decision) ->
                                decisions.put(host, placements.cut(name, host, decision))));
        return new Plan(decisions);
    }

    /// What plans want for guests.
    Placements placements() {
        return placements;
    }

    /// A pool, as a plan for its guests sees it.
    PlacedPool placed(String name, Instant now, Map<String, Instant> next, HostContext context) {
        KnownPool pool = known(name);
        return new PlacedHosts(pool, wakers(), now, next, context).pool(resume(pool));
    }

    /// What each pool does now, and why.
    List<PoolReport> reports(Instant now, Map<String, Instant> next, HostContext context) {
        Map<String, Decision> decisions = plan(now, next, context).decisions();
        FleetUpkeep upkeep = upkeep(now);
        Wakers wakers = wakers();
        return pools.values().stream()
                .map(pool -> report(pool, now, decisions, upkeep, wakers))
                .toList();
    }

    private PoolReport report(
            KnownPool pool,
            Instant now,
            Map<String, Decision> decisions,
            FleetUpkeep upkeep,
            Wakers wakers) {
        PoolPolicy policy = pool.configured().policy();
        Map<String, PlanReason> wake = new HashMap<>(upkeep.wake());
        wake.putAll(upkeep.shown());
        return new PoolReport(
                pool.name(),
                pool.rules().mode(),
                policy.holding(now).stream().map(Schedule::name).toList(),
                PoolBound.of(now, pool.rules(), pool.view(), wakers, resume(pool)),
                pool.rules().floors(),
                resume(pool),
                pool.wakes(),
                pool.arrivals().size(),
                pool.arrivals().since(),
                rates.of(pool.name()),
                PoolReport.Idle.of(pool.idle()),
                PoolReport.Forecast.of(pool.forecast(), policy.forecasts(), now),
                ofPool(pool, decisions),
                ofPool(pool, wake));
    }

    private static <T> Map<String, T> ofPool(KnownPool pool, Map<String, T> hosts) {
        Map<String, T> some = new LinkedHashMap<>();
        hosts.forEach((host, what) -> {
            if (pool.view().host(host).isPresent()) {
                some.put(host, what);
            }
        });
        return some;
    }

    /// A person has a host woken: that is not refused, and is paid for.
    void byHand(Instant now, Member member, Change change) {
        PoolHost host = host(member);
        if (change instanceof Change.Wake && Preference.takesPower(host)) {
            spend(now, host);
        }
    }

    /// Hosts to wake, as the rules of the pools lack them; and those that only would be.
    FleetUpkeep upkeep(Instant now) {
        Map<String, Wakers.OfPool> all = new LinkedHashMap<>();
        pools.forEach((name, pool) -> all.put(name, pool.now()));
        return FleetUpkeep.of(now, all, rates.all());
    }
}
