package dev.lungfish.controller.fleet;

import dev.lungfish.controller.endpoint.HostDecisions;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.controller.store.StoreException;
import dev.lungfish.core.fleet.demand.Claim;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.Plan;
import dev.lungfish.core.fleet.plan.Planner;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.PoolView;
import dev.lungfish.core.fleet.plan.Upkeep;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.fleet.state.HostStep;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// All hosts of the fleet, and what happens to them, one after the other. What comes of it is in
/// the database before anybody is answered. Safe for use by several threads.
public final class FleetLoop implements HostDecisions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Store store;
    private final FleetSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Consumer<Reason> log;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final PoolView view = PoolView.of(List.of());
    private final Errands errands;
    private final Demands demands = new Demands();
    private final AskedSleeps asked = new AskedSleeps();
    private final HostContext context;
    private final Epoch epoch;
    private Rates rates = Rates.NONE;

    /// Begins with what was kept.
    ///
    /// @param log takes what a human is to be told at once
    public FleetLoop(
            Store store,
            FleetSettings settings,
            Outside outside,
            InstantSource clock,
            RandomGenerator random,
            Consumer<Reason> log) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.log = log;
        errands = new Errands(outside, this::handIn);
        Instant now = clock.instant();
        epoch = store.work(transaction -> transaction.epoch());
        context = settings.context(epoch);
        begin(now);
    }

    private void begin(Instant now) {
        inOrder(() -> {
            Beginning beginning = store.work(transaction -> Beginning.read(transaction, now));
            beginning.demands().forEach(demands::put);
            Keeping keeping = new Keeping(now, epoch);
            keeping.also(transaction -> transaction.setRestored(false));
            for (Member member : beginning.members()) {
                Member next = member;
                for (HostEvent event : beginning.events(member)) {
                    next = step(keeping, next, next.host().on(event, context));
                }
                beginning.forgotten(member).ifPresent(what -> keeping.tell(member.id(), what));
            }
            keeping.tell(
                    new LoopReason.ControllerStarted(epoch.number(), beginning.members().size()));
            keep(keeping);
        });
    }

    @Override
    public Verdict checkIn(HostTable.Row host, CheckIn call) {
        return locked(() -> {
            Instant now = clock.instant();
            Member member = member(host, now).told(host, call, now);
            PoolHost told = member.inPool(settings);
            PoolRules rules = asked.rules(settings.pool(), member, now);
            Planner planner = new Planner(rules, view);
            Decision decision = asked.cut(member, decide(planner, now, told));
            String lease = UUID.randomUUID().toString();
            boolean costs = planner.costs(told);
            HostStep step =
                    member.host()
                            .on(
                                    new HostEvent.CheckedIn(
                                            now, call, decision.permission(rules, epoch, lease)),
                                    context);
            Keeping keeping = new Keeping(now, epoch);
            call.ended().ifPresent(ended -> keeping.ended(member, ended));
            Member _ = step(keeping, member, step);
            keep(keeping);
            Verdict verdict = Keeping.verdict(step);
            if (costs
                    && verdict instanceof Verdict.Sleep sleep
                    && sleep.lease().id().equals(lease)) {
                rates = rates.spend(now, told);
            }
            asked.answered(member, verdict);
            return verdict;
        });
    }

    @Override
    public Verdict entering(HostTable.Row host, Entering notice) {
        return locked(() -> {
            Instant now = clock.instant();
            Member member = member(host, now);
            HostStep step = member.host().on(new HostEvent.GoingDown(now, notice), context);
            Keeping keeping = new Keeping(now, epoch);
            Member _ = step(keeping, member, step);
            keep(keeping);
            return Keeping.verdict(step);
        });
    }

    /// Lets time pass: what is due is done. To be called often.
    public void tick() {
        inOrder(() -> {
            Instant now = clock.instant();
            Keeping due = new Keeping(now, epoch);
            for (Member member : List.copyOf(members.values())) {
                if (member.isDue(now)) {
                    HostEvent passed = new HostEvent.Passed(now);
                    Member _ = step(due, member, member.host().on(passed, context));
                }
            }
            List<String> over = demands.over(now);
            over.forEach(demand -> end(due, demand));
            keep(due);
            over.forEach(demands::remove);
            Keeping served = new Keeping(now, epoch);
            serveDemands(served, now);
            keep(served);
            Keeping woken = new Keeping(now, epoch);
            wakeWhoIsMissing(woken, now);
            keep(woken);
        });
    }

    /// Wakes hosts where fewer are awake than the rules want: a demand took the reserve, or one
    /// that was to wake the others is gone.
    private void wakeWhoIsMissing(Keeping keeping, Instant now) {
        Upkeep upkeep = Upkeep.of(now, settings.pool(), view.hosts(), rates);
        rates = upkeep.rates();
        for (Member member : List.copyOf(members.values())) {
            if (upkeep.wake().get(member.name()) instanceof Reason why) {
                keeping.tell(member.id(), why);
                HostEvent event = new HostEvent.WakeAsked(now, why);
                Member _ = step(keeping, member, member.host().on(event, context));
            }
        }
    }

    private static void end(Keeping keeping, String demand) {
        keeping.also(transaction -> {
            boolean _ = transaction.demands().remove(demand);
        });
        keeping.tell(new LoopReason.DemandEnded(demand));
    }

    private void serveDemands(Keeping keeping, Instant now) {
        Map<String, Reason> wanted =
                demands.serve(now, view.hosts(), settings.pool().lead(), rates);
        rates = demands.rates(rates);
        for (Member member : List.copyOf(members.values())) {
            Optional<Reason> why = Optional.ofNullable(wanted.get(member.name()));
            if (why.isPresent() != member.host().wanted().isPresent()) {
                HostEvent event =
                        why.<HostEvent>map(reason -> new HostEvent.Wanted(now, reason))
                                .orElseGet(() -> new HostEvent.Unwanted(now));
                Member _ = step(keeping, member, member.host().on(event, context));
            }
        }
    }

    /// Hands in what happened to a host. Where it can't be kept it is as if it had not happened,
    /// and the machine of the host does the same again.
    private void handIn(String id, Function<Instant, HostEvent> event) {
        try {
            inOrder(() -> {
                Optional.ofNullable(members.get(id)).ifPresent(member -> take(member, event));
            });
        } catch (StoreException e) {
            log.accept(e.reason());
        }
    }

    private void take(Member member, Function<Instant, HostEvent> event) {
        Instant now = clock.instant();
        Keeping keeping = new Keeping(now, epoch);
        Member _ = step(keeping, member, member.host().on(event.apply(now), context));
        keep(keeping);
    }

    /// Somebody does something to a host.
    ///
    /// @throws ReasonException where there is no such host
    public Member change(String name, Change change) {
        return locked(() -> {
            Member member = named(name);
            Instant now = clock.instant();
            Keeping keeping = new Keeping(now, epoch);
            keeping.also(transaction -> change.also(transaction, member, now));
            keeping.tell(member.id(), change.why());
            Member next = step(keeping, member, member.host().on(change.event(now), context));
            keep(keeping);
            return next;
        });
    }

    /// What a change would come to. Nothing is done.
    public Member rehearse(String name, Change change) {
        Member member = named(name);
        HostStep step = member.host().on(change.event(clock.instant()), context);
        return member.in(step.host(), step.again());
    }

    /// Somebody wants a host to sleep at its next call, by all rules.
    ///
    /// @throws ReasonException where it is unknown, or where they refuse that now
    public Decision sleep(String name, Optional<Duration> longest, Reason why, boolean rehearsal) {
        return locked(() -> {
            Instant now = clock.instant();
            Member member = named(name);
            Planner planner = new Planner(AskedSleeps.automatic(settings.pool()), view);
            Decision decision = decide(planner, now, member.inPool(settings));
            Decision allowed = AskedSleeps.allowed(member, context, now, longest, decision);
            if (!rehearsal) {
                Keeping keeping = new Keeping(now, epoch);
                keeping.tell(member.id(), why);
                keep(keeping);
                asked.put(member, longest, settings.pool(), now);
            }
            return allowed;
        });
    }

    /// Takes a demand in, and begins to serve it.
    public void demand(Demand demand) {
        inOrder(() -> {
            Instant now = clock.instant();
            Keeping keeping = new Keeping(now, epoch);
            keeping.also(transaction -> transaction.demands().put(demand, now));
            keeping.tell(new LoopReason.DemandMade(demand.id(), demand.by()));
            keep(keeping);
            demands.put(demand);
            tick();
        });
    }

    /// Ends a demand.
    ///
    /// @throws ReasonException where there is none of this name
    public void endDemand(String id) {
        inOrder(() -> {
            if (!demands.has(id)) {
                throw new ReasonException(new LoopReason.DemandUnknown(id));
            }
            Keeping keeping = new Keeping(clock.instant(), epoch);
            end(keeping, id);
            keep(keeping);
            demands.remove(id);
            tick();
        });
    }

    /// A host was put out of the fleet: it is not looked after any more.
    public void forget(String id) {
        inOrder(() -> {
            Optional.ofNullable(members.remove(id)).ifPresent(gone -> view.remove(gone.name()));
        });
    }

    /// All hosts, as they are known now; also those that have joined and never called.
    public List<Member> members() {
        return locked(() -> {
            Instant now = clock.instant();
            return store.work(transaction -> transaction.hosts().all()).stream()
                    .filter(row -> row.revoked().isEmpty())
                    .map(row -> member(row, now))
                    .toList();
        });
    }

    /// A host by its name, the first part of it, a card or an address.
    ///
    /// @throws ReasonException where there is none
    public Member named(String name) {
        return locked(() ->
                members().stream()
                        .filter(member -> member.identity().isMeantBy(name))
                        .findFirst()
                        .orElseThrow(
                                () -> new ReasonException(new LoopReason.FleetHostUnknown(name))));
    }

    /// How each demand is served.
    public List<Claim> claims() {
        return demands.claims();
    }

    /// The epoch of this controller.
    public Epoch epoch() {
        return epoch;
    }

    /// What would become of all now. Nothing is done.
    public Plan plan() {
        return locked(() -> {
            Instant now = clock.instant();
            List<PoolHost> hosts = List.copyOf(view.hosts());
            return Plan.of(now, settings.pool(), hosts, demands.next(), rates, _ -> context, 0);
        });
    }

    private Member member(HostTable.Row host, Instant now) {
        return Optional.ofNullable(members.get(host.id()))
                .orElseGet(() -> Member.enrolled(host, now));
    }

    private Decision decide(Planner planner, Instant now, PoolHost host) {
        return planner.decide(now, host, demands.next(host.name()), rates, random.nextLong());
    }

    private Member step(Keeping keeping, Member before, HostStep step) {
        Member next = before.in(step.host(), step.again());
        keeping.step(before, next, step.actions());
        return next;
    }

    /// Keeps what was collected; then only it holds, and is acted on. The database fails it all.
    private void keep(Keeping keeping) {
        if (keeping.isEmpty()) {
            return;
        }
        boolean _ = store.work(keeping::write);
        for (Member member : keeping.members()) {
            Member before = members.put(member.id(), member);
            if (before != null && !before.name().equals(member.name())) {
                view.remove(before.name());
            }
            view.put(member.inPool(settings));
        }
        keeping.told().forEach(log);
        if (!keeping.errands().isEmpty()) {
            Predicate<Member> isAwake = member -> member.host().state().isAwake();
            List<Member> awake = members.values().stream().filter(isAwake).toList();
            keeping.errands().forEach(errand -> errands.run(errand, awake));
        }
    }

    private void inOrder(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
