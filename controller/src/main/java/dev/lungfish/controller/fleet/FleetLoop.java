package dev.lungfish.controller.fleet;

import dev.lungfish.controller.endpoint.HostDecisions;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.controller.store.StoreException;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.FleetUpkeep;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.fleet.state.HostStep;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// All hosts of the fleet, and what happens to them, one after the other. What comes of it is in
/// the database before anybody is answered. Safe for use by several threads.
public final class FleetLoop implements HostDecisions {
    /// Hosts that one transaction changes at most where time alone does it.
    private static final int AT_ONCE = 200;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Consumer<Reason> log;
    private final InOrder order;
    private final Roll roll = new Roll();
    private final Pools pools;
    private final FleetQuestions questions;
    private final Errands errands;
    private final Demands demands = new Demands();
    private final AskedSleeps asked = new AskedSleeps();
    private final PlanAnswers plans;
    private final LaterWrites later = new LaterWrites();
    private final LoopPace serving = new LoopPace();
    private final LoopPace upkeep = new LoopPace();
    private final List<FleetWatcher> watchers = new CopyOnWriteArrayList<>();
    private final HostContext context;
    private final Epoch epoch;

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
        this.clock = clock;
        this.random = random;
        this.log = log;
        errands = new Errands(outside, this::handIn);
        Instant now = clock.instant();
        epoch = store.work(transaction -> transaction.epoch());
        context = settings.context(epoch);
        pools = store.work(transaction -> new Pools(settings, transaction, now));
        order = new InOrder(store, () -> new Keeping(clock.instant(), epoch), this::kept);
        FleetQuestions.Parts parts =
                new FleetQuestions.Parts(pools, demands, roll::named, roll::byId, roll::all);
        questions = new FleetQuestions(order::look, parts, clock, context);
        plans =
                new PlanAnswers(
                        order, roll, parts, asked, this::ask, this::happens, clock, context);
        begin(store.work(transaction -> Beginning.read(transaction, now)));
        store.hosts().watch(this::enrolled);
    }

    private void begin(Beginning beginning) {
        inOrder(keeping -> {
            for (Demand demand : beginning.demands()) {
                keeping.undoes(demands.put(demand));
            }
            keeping.also(transaction -> transaction.setRestored(false));
            for (Member member : beginning.members()) {
                stage(keeping, member);
                Member next = member;
                for (HostEvent event : beginning.events(member)) {
                    next = step(keeping, next, next.host().on(event, context));
                }
                beginning.forgotten(member).ifPresent(what -> keeping.tell(member.id(), what));
            }
            keeping.tell(
                    new LoopReason.ControllerStarted(epoch.number(), beginning.members().size()));
        });
    }

    /// Tells somebody of each change from now on.
    public void watch(FleetWatcher watcher) {
        boolean _ = watchers.add(watcher);
    }

    @Override
    public Verdict checkIn(HostTable.Row host, CheckIn call) {
        return order.work(keeping -> {
            Instant now = keeping.now();
            Member member = roll.of(host).told(host, call, now);
            Pools.Asked plan = ask(now, member, rules -> asked.rules(rules, member, now));
            Decision decision = asked.cut(member, plan.decision());
            String lease = UUID.randomUUID().toString();
            HostStep step =
                    member.host()
                            .on(
                                    new HostEvent.CheckedIn(
                                            now,
                                            call,
                                            decision.permission(plan.rules(), epoch, lease)),
                                    context);
            call.ended().ifPresent(ended -> keeping.ended(member, ended));
            Member _ = step(keeping, member, step);
            Verdict verdict = Keeping.verdict(step);
            if (plan.costs()
                    && verdict instanceof Verdict.Sleep sleep
                    && sleep.lease().id().equals(lease)) {
                keeping.undoes(pools.rates().undo());
                pools.spend(now, plan.host());
                pools.save(keeping::also);
            }
            keeping.undoes(asked.undo());
            asked.answered(member, verdict);
            return verdict;
        });
    }

    @Override
    public Verdict entering(HostTable.Row host, Entering notice) {
        return order.work(keeping -> {
            Member member = roll.of(host);
            HostStep step =
                    member.host().on(new HostEvent.GoingDown(keeping.now(), notice), context);
            Member _ = step(keeping, member, step);
            return Keeping.verdict(step);
        });
    }

    /// Lets time pass: what is due is done. To be called often.
    public void tick() {
        List<String> due = order.look(() -> roll.due(clock.instant()));
        for (int from = 0; from < due.size(); from += AT_ONCE) {
            List<String> some = due.subList(from, Math.min(due.size(), from + AT_ONCE));
            inOrder(keeping -> pass(keeping, some));
        }
        inOrder(keeping -> {
            pools.pass(keeping.now());
            pools.save(keeping::also);
            for (String demand : demands.over(keeping.now())) {
                end(keeping, demand);
            }
            if (serving.isDue(keeping.now())) {
                keeping.undoes(serving::changed);
                serveDemands(keeping);
                serving.done(keeping.now(), clock.instant());
            }
        });
        inOrder(keeping -> {
            if (upkeep.isDue(keeping.now())) {
                keeping.undoes(upkeep::changed);
                wakeWhoIsMissing(keeping);
                upkeep.done(keeping.now(), clock.instant());
            }
            later.next(roll, keeping.now()).forEach(keeping::save);
        });
    }

    private void pass(Keeping keeping, List<String> ids) {
        Instant now = keeping.now();
        for (String id : ids) {
            roll.byId(id)
                    .filter(member -> member.isDue(now))
                    .ifPresent(member -> happens(keeping, member, new HostEvent.Passed(now)));
        }
    }

    /// Keeps all that is known, for who ends the loop.
    public void save() {
        inOrder(keeping -> roll.unsaved(Integer.MAX_VALUE).forEach(keeping::save));
    }

    /// Wakes hosts where fewer are awake than the rules want: a demand took the reserve, or one
    /// that was to wake the others is gone.
    private void wakeWhoIsMissing(Keeping keeping) {
        Instant now = keeping.now();
        FleetUpkeep missing = pools.upkeep(now);
        keeping.undoes(pools.rates().undo());
        pools.rates().after(missing.rates());
        pools.save(keeping::also);
        missing.wake()
                .forEach((name, why) ->
                        roll.byName(name)
                                .ifPresent(member -> {
                                    keeping.tell(member.id(), why);
                                    happens(keeping, member, new HostEvent.WakeAsked(now, why));
                                }));
    }

    private void end(Keeping keeping, String demand) {
        keeping.also(transaction -> {
            boolean _ = transaction.demands().remove(demand);
        });
        keeping.tell(new LoopReason.DemandEnded(demand));
        keeping.undoes(demands.remove(demand));
        serving.hurry();
    }

    private void serveDemands(Keeping keeping) {
        Instant now = keeping.now();
        keeping.undoes(pools.rates().undo());
        Map<String, Reason> wanted = demands.serve(now, pools);
        pools.save(keeping::also);
        for (Member member : roll.wanted()) {
            if (!wanted.containsKey(member.name())) {
                happens(keeping, member, new HostEvent.Unwanted(now));
            }
        }
        wanted.forEach((name, why) ->
                roll.byName(name)
                        .filter(member -> member.host().wanted().isEmpty())
                        .ifPresent(member ->
                                happens(keeping, member, new HostEvent.Wanted(now, why))));
    }

    /// Hands in what happened to a host. Where it can't be kept it is as if it had not happened,
    /// and the machine of the host does the same again.
    private void handIn(String id, Function<Instant, HostEvent> event) {
        try {
            inOrder(keeping ->
                    roll.byId(id)
                            .ifPresent(host -> happens(keeping, host, event.apply(keeping.now()))));
        } catch (StoreException e) {
            log.accept(e.reason());
        }
    }

    /// Somebody does something to a host.
    ///
    /// @throws ReasonException where there is no such host
    public Member change(String name, Change change) {
        return order.work(keeping -> {
            Member member = roll.named(name);
            Instant now = keeping.now();
            keeping.also(transaction -> change.also(transaction, member, now));
            keeping.tell(member.id(), change.why());
            keeping.undoes(pools.rates().undo());
            pools.byHand(now, member, change);
            pools.save(keeping::also);
            return step(keeping, member, member.host().on(change.event(now), context));
        });
    }

    /// Somebody wants a host to sleep at its next call, by all rules.
    ///
    /// @throws ReasonException where it is unknown, or where they refuse that now
    public Decision sleep(String name, Optional<Duration> longest, Reason why, boolean rehearsal) {
        return plans.sleep(name, longest, why, rehearsal);
    }

    /// Takes a demand in, and begins to serve it.
    ///
    /// @throws ReasonException where it asks no pool that there is
    public void demand(Demand demand) {
        inOrder(keeping -> {
            pools.require(demand);
            Instant now = keeping.now();
            keeping.also(transaction -> transaction.demands().put(demand, now));
            keeping.tell(new LoopReason.DemandMade(demand.id(), demand.by()));
            keeping.undoes(demands.put(demand));
            serving.hurry();
        });
        tick();
    }

    /// Ends a demand.
    ///
    /// @throws ReasonException where there is none of this name
    public void endDemand(String id) {
        inOrder(keeping -> {
            demands.require(id);
            end(keeping, id);
        });
        tick();
    }

    /// A host was taken into the fleet, or put out of it: then nobody looks after it any more.
    private void enrolled(HostTable.Row row) {
        inOrder(keeping -> {
            if (row.revoked().isEmpty()) {
                Optional<Member> known = roll.byId(row.id());
                stage(keeping, known.orElseGet(() -> Member.enrolled(row, keeping.now())).as(row));
            } else {
                roll.remove(row.id()).ifPresent(pools::remove);
            }
        });
    }

    /// All hosts, as they are known now, by their names; also those that have joined and never
    /// called.
    public List<Member> members() {
        List<Member> all = new ArrayList<>(order.look(() -> List.copyOf(roll.all())));
        all.sort(Comparator.comparing(Member::name));
        return all;
    }

    /// A host by its name, the first part of it, a card or an address.
    ///
    /// @throws ReasonException where there is none
    public Member named(String name) {
        return order.look(() -> roll.named(name));
    }

    /// The epoch of this controller.
    public Epoch epoch() {
        return epoch;
    }

    /// What is planned next, and what people say to it.
    public PlanAnswers plans() {
        return plans;
    }

    /// What it answers and does nothing for.
    public FleetQuestions questions() {
        return questions;
    }

    private Pools.Asked ask(Instant now, Member member, UnaryOperator<PoolRules> rules) {
        return pools.ask(now, member, demands.next(member.name()), random.nextLong(), rules);
    }

    private void happens(Keeping keeping, Member member, HostEvent event) {
        Member _ = step(keeping, member, member.host().on(event, context));
    }

    private Member step(Keeping keeping, Member before, HostStep step) {
        Member next = before.in(step.host(), step.again());
        keeping.step(roll.byId(before.id()).orElse(before), next, step.actions());
        stage(keeping, next);
        return next;
    }

    /// What is known of a host now: for all that follows, and undone where it can't be kept.
    private void stage(Keeping keeping, Member member) {
        Optional<Member> before = roll.put(member);
        keeping.undoes(() -> {
            Optional<Member> failed =
                    before.isPresent() ? roll.put(before.get()) : roll.remove(member.id());
            failed.ifPresent(pools::remove);
            before.ifPresent(pools::putBack);
        });
        pools.put(before, member, keeping.now());
        if (before.filter(known -> !member.matters(known)).isEmpty()) {
            serving.changed();
            upkeep.changed();
        }
    }

    /// Something was kept: now it is acted on.
    private void kept(Keeping keeping) {
        keeping.changed().forEach(member -> roll.save(member.id(), false));
        keeping.saved().forEach(member -> roll.save(member.id(), true));
        keeping.told().forEach(log);
        if (!keeping.errands().isEmpty()) {
            List<Member> awake =
                    roll.all().stream().filter(member -> member.host().state().isAwake()).toList();
            keeping.errands().forEach(errand -> errands.run(errand, awake));
        }
        if (!keeping.changed().isEmpty()) {
            watchers.forEach(watcher -> watcher.changed(keeping.changed()));
        }
    }

    private void inOrder(Consumer<Keeping> work) {
        boolean _ =
                order.work(keeping -> {
                    work.accept(keeping);
                    return true;
                });
    }
}
