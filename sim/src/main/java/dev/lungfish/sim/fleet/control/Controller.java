package dev.lungfish.sim.fleet.control;

import dev.lungfish.core.fleet.demand.Allocation;
import dev.lungfish.core.fleet.demand.Allocator;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.FleetUpkeep;
import dev.lungfish.core.fleet.plan.Planner;
import dev.lungfish.core.fleet.plan.Wakers;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostAction;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.HostStep;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.sim.fleet.world.FleetFault;
import dev.lungfish.sim.fleet.world.SimHost;
import dev.lungfish.sim.fleet.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// One process of a controller. It has gone for good once it was killed: what starts again is a new
/// one.
public final class Controller {
    private static final long ALLOCATES = 20_000;

    private final World world;
    private final Pool pool;
    private final Database database;
    private final ControllerWatch check;
    private final Epoch epoch;
    private final String name;
    private final PoolViews views;
    private final Map<String, OptionalInt> guests = new HashMap<>();
    private final Map<String, Long> looks = new HashMap<>();
    private Map<String, Instant> next = Map.of();
    private final long started;
    private long offset;
    private int leases;
    private int rounds;
    private boolean alive = true;
    private boolean clockSet;

    Controller(
            World world,
            Pool pool,
            Database database,
            ControllerWatch check,
            String name,
            long offset) {
        this.world = world;
        this.pool = pool;
        this.views = new PoolViews(pool);
        this.database = database;
        this.check = check;
        this.epoch = database.epoch;
        this.name = name;
        this.offset = offset;
        this.started = world.time().now();
    }

    /// Begins its work.
    ///
    /// @param restored whether its database is one of the past
    void start(boolean restored) {
        for (SimHost host : world.hosts()) {
            database.rows.computeIfAbsent(host.name(), _ -> FleetHost.enrolled(now()));
            views.put(host.traits(), seen(host, row(host)));
        }
        for (SimHost host : world.hosts()) {
            hand(
                    host,
                    restored ? new HostEvent.Restored(now()) : new HostEvent.Started(now()),
                    _ -> {});
        }
        repeat();
    }

    private void repeat() {
        if (alive) {
            if (!database.demands.isEmpty()
                    || database.rows.values().stream().anyMatch(row -> row.wanted().isPresent())) {
                allocate();
            }
            if (rounds++ % 3 == 0) {
                keepUp();
            }
            world.time().in(ALLOCATES, this::repeat);
        }
    }

    public boolean isAlive() {
        return alive;
    }

    /// When it started, in the true time.
    public long started() {
        return started;
    }

    public Epoch epoch() {
        return epoch;
    }

    public Pool pool() {
        return pool;
    }

    /// What is demanded of it.
    public Collection<Demand> demands() {
        return database.demands.values();
    }

    /// What it knows of a host.
    public FleetHost row(SimHost host) {
        return database.rows.getOrDefault(host.name(), FleetHost.enrolled(now()));
    }

    /// The moment by its own clock.
    public Instant now() {
        return Pool.BEGINNING.plusMillis(world.time().now() + offset);
    }

    /// Whether its clock and those before it were never set.
    public boolean clockIsRight() {
        return offset == 0;
    }

    /// Whether its clock was set since it started.
    public boolean clockWasSet() {
        return clockSet;
    }

    /// Whether its database, or a part of it, is of the past.
    public boolean isRestored() {
        return database.restores > 0;
    }

    Database database() {
        return database;
    }

    void kill() {
        alive = false;
    }

    void setClock(long millis) {
        offset += millis;
        clockSet = true;
        world.hosts().forEach(host -> hand(host, new HostEvent.Passed(now()), _ -> {}));
    }

    void demand(Demand demand) {
        if (alive) {
            database.demands.put(demand.id(), demand);
            allocate();
        }
    }

    void call(SimHost host, CheckIn call, Consumer<Verdict> answer) {
        if (!alive) {
            return;
        }
        guests.put(host.name(), call.situation().guests());
        PoolHost told = seen(host, row(host));
        String name = pool.policy(host.traits()).name();
        Map<String, Wakers.OfPool> pools = views.at(now());
        Wakers.OfPool own = Optional.ofNullable(pools.get(name)).orElseThrow();
        Planner planner =
                new Planner(own.rules(), own.view(), new Wakers(List.copyOf(pools.values())));
        leases++;
        Decision decision =
                planner.decide(
                        now(),
                        told,
                        Optional.ofNullable(next.get(host.name())),
                        database.rates.of(name),
                        leases * 31L + host.name().hashCode());
        boolean costs = planner.costs(told);
        String lease = this.name + "-" + leases;
        HostEvent event =
                new HostEvent.CheckedIn(
                        now(), call, decision.permission(own.rules(), epoch, lease));
        Instant at = now();
        hand(
                host,
                event,
                verdict -> {
                    if (costs
                            && verdict instanceof Verdict.Sleep sleep
                            && sleep.lease().id().equals(lease)) {
                        database.rates =
                                database.rates.with(name, database.rates.of(name).spend(at, told));
                    }
                    world.wire().send(() -> answer.accept(verdict));
                });
    }

    void going(SimHost host, Entering notice, Consumer<Verdict> answer) {
        hand(
                host,
                new HostEvent.GoingDown(now(), notice),
                verdict -> world.wire().send(() -> answer.accept(verdict)));
    }

    /// Hands an event to the machine, keeps what comes of it, and then does what it says.
    void hand(SimHost host, HostEvent event, Consumer<Verdict> answer) {
        if (!alive) {
            return;
        }
        FleetHost before = row(host);
        HostContext context = pool.context(host.traits(), epoch);
        HostStep step = check.guarded(() -> before.on(event, context));
        check.step(this, host, event, before, step);
        if (world.fortune().happens(FleetFault.KILLED_BEFORE_KEEPING, 0.05)) {
            kill();
            return;
        }
        if (epoch.isBelow(database.epoch)) {
            kill();
            return;
        }
        database.rows.put(host.name(), step.host());
        views.put(host.traits(), seen(host, step.host()));
        if (world.fortune().happens(FleetFault.KILLED_AFTER_KEEPING, 0.05)) {
            kill();
            return;
        }
        step.actions().forEach(action -> carryOut(host, action, answer));
        step.again().ifPresent(again -> lookAt(host, again));
    }

    private PoolHost seen(SimHost host, FleetHost row) {
        return pool.host(host, row, guests.getOrDefault(host.name(), OptionalInt.empty()));
    }

    private void lookAt(SimHost host, Instant again) {
        long wait = Math.max(1, Duration.between(now(), again).toMillis());
        long at = world.time().now() + wait;
        if (looks.getOrDefault(host.name(), 0L) != at) {
            looks.put(host.name(), at);
            world.time()
                    .in(
                            wait,
                            () -> {
                                if (looks.getOrDefault(host.name(), 0L) == at) {
                                    hand(host, new HostEvent.Passed(now()), _ -> {});
                                }
                            });
        }
    }

    private void carryOut(SimHost host, HostAction action, Consumer<Verdict> answer) {
        switch (action) {
            case HostAction.Answer(Verdict verdict) -> answer.accept(verdict);
            case HostAction.Wake wake -> new WakeOrder(world, this, host, wake).carryOut();
            case HostAction.Probe _ ->
                    world.time().in(world.dice().between(10, 1_500), () -> probed(host));
            case HostAction.Tell(Reason what) -> check.told(what);
            case HostAction.Note(Reason what) -> check.noted(what);
        }
    }

    private void probed(SimHost host) {
        boolean answers =
                !host.isCut()
                        && (host.mode() == SimHost.Mode.RUNNING
                                || host.mode() == SimHost.Mode.WITHOUT_DAEMON);
        boolean said = world.fortune().happens(FleetFault.PROBE_LIES, 2) != answers;
        hand(
                host,
                said ? new HostEvent.Answered(now(), World.SOMETHING) : new HostEvent.Silent(now()),
                _ -> {});
    }

    /// Chooses who serves the demands, and tells the machines.
    void allocate() {
        if (!alive) {
            return;
        }
        Instant now = now();
        Map<String, List<String>> before = database.claims;
        Map<String, List<String>> claims = new HashMap<>();
        Map<String, Reason> needed = new HashMap<>();
        Map<String, Instant> later = new HashMap<>();
        views.at(now)
                .forEach((name, of) -> {
                    Allocation allocation =
                            check.guarded(() ->
                                    Allocator.allocate(
                                            now,
                                            asked(name),
                                            List.copyOf(of.view().hosts()),
                                            before,
                                            of.rules().lead(),
                                            database.rates.of(name)));
                    allocation
                            .claims()
                            .forEach(claim -> claims.put(claim.demand().id(), claim.hosts()));
                    needed.putAll(allocation.wanted());
                    later.putAll(allocation.next());
                    database.rates = database.rates.with(name, allocation.rates());
                });
        database.claims = claims;
        database.demands.keySet().retainAll(claims.keySet());
        next = later;
        for (SimHost host : world.hosts()) {
            Optional<Reason> wanted = Optional.ofNullable(needed.get(host.name()));
            boolean was = row(host).wanted().isPresent();
            if (wanted.isPresent() && !was) {
                hand(host, new HostEvent.Wanted(now, wanted.get()), _ -> {});
            } else if (wanted.isEmpty() && was) {
                hand(host, new HostEvent.Unwanted(now), _ -> {});
            }
        }
        check.allocated(this);
    }

    /// Wakes those that the rules of the pool lack.
    private void keepUp() {
        if (!alive) {
            return;
        }
        FleetUpkeep upkeep =
                check.guarded(() -> FleetUpkeep.of(now(), views.at(now()), database.rates));
        database.rates = upkeep.rates();
        for (SimHost host : world.hosts()) {
            Optional.ofNullable(upkeep.wake().get(host.name()))
                    .ifPresent(why -> hand(host, new HostEvent.WakeAsked(now(), why), _ -> {}));
        }
        check.keptUp(this);
    }

    private List<Demand> asked(String name) {
        return database.demands.values().stream()
                .filter(demand -> pool.asked(demand).equals(name))
                .toList();
    }

    /// Empties hosts, perhaps.
    void migrate() {
        for (SimHost host : world.hosts()) {
            if (row(host).state() instanceof HostState.Draining) {
                if (world.dice().chance(0.5)) {
                    host.busy(false);
                } else {
                    hand(host, new HostEvent.MoveFailed(now(), World.SOMETHING), _ -> {});
                }
            } else if (row(host).state() instanceof HostState.Settling && pool.consumers()) {
                hand(
                        host,
                        new HostEvent.Examined(now(), world.dice().chance(0.9), World.SOMETHING),
                        _ -> {});
            }
        }
    }
}
