package dev.lungfish.controller.consolidation;

import dev.lungfish.controller.config.MovesConfiguration;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.fleet.PlacedPool;
import dev.lungfish.controller.fleet.Placement;
import dev.lungfish.controller.migration.MigrationReason;
import dev.lungfish.controller.migration.MoveOutcome;
import dev.lungfish.controller.migration.PlanRun;
import dev.lungfish.controller.store.DrainTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Emptying;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Move;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Plans for the guests of each pool, again and again, and has the plans carried out: one host
/// after the other, and after each of them it looks and plans anew. Nothing of a plan is kept, so a
/// new process goes on from what it finds. Safe for use by several threads.
public final class Consolidator implements AutoCloseable {
    /// How often it is looked whether something is due.
    private static final Duration TICK = Duration.ofSeconds(5);

    /// How often hosts are looked at for the load of their guests.
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Parts parts;
    private final Placement placement;
    private final GuestMoves moves;
    private final MoveCounts counts = new MoveCounts();
    private final Surveyor surveyor;
    private final PlanMaker maker;
    private final Map<String, PoolPlan> plans = new ConcurrentHashMap<>();
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private volatile Instant ticked = Instant.MIN;
    private volatile boolean closed;

    /// What it is made with.
    ///
    /// @param log takes what a human is to be told at once
    public record Parts(
            FleetLoop loop,
            Store store,
            Hypervisors hypervisors,
            MovesConfiguration moves,
            InstantSource clock,
            Consumer<Reason> log) {}

    /// When a pool was looked at, and planned for.
    ///
    /// @param drained who drained hosts then, by their names
    private record Pace(Instant looked, Instant planned, Map<String, String> drained) {}

    /// Begins with the moves that were open: their hosts stay awake.
    public Consolidator(Parts parts) {
        this.parts = parts;
        placement = parts.loop().questions().placement();
        moves = new GuestMoves(parts, counts);
        surveyor = new Surveyor(parts.hypervisors(), parts.moves());
        maker = new PlanMaker(parts.moves());
    }

    /// Begins what is due, each pool in a thread of its own. To be called often; does not wait.
    public void tick() {
        Instant now = parts.clock().instant();
        if (closed || parts.moves().hosts().isEmpty() || !isOver(ticked, TICK, now)) {
            return;
        }
        ticked = now;
        Map<String, String> drains = drains();
        for (String pool : placement.pools()) {
            if (busy.add(pool)) {
                Thread _ =
                        Thread.ofVirtual()
                                .name("guests of pool " + pool)
                                .start(() -> {
                                    try {
                                        turn(pool, drains);
                                    } catch (RuntimeException e) {
                                        failed(pool, e);
                                    } finally {
                                        busy.remove(pool);
                                    }
                                });
            }
        }
    }

    private void failed(String pool, RuntimeException e) {
        if (!closed) {
            parts.log()
                    .accept(
                            new PlacementReason.ConsolidationFailed(
                                    pool, String.valueOf(e.getMessage())));
        }
    }

    private void turn(String name, Map<String, String> drains) {
        Instant now = parts.clock().instant();
        Pace pace = paces.getOrDefault(name, new Pace(Instant.MIN, Instant.MIN, Map.of()));
        if (isOver(pace.planned(), parts.moves().every(), now) || !pace.drained().equals(drains)) {
            paces.put(name, new Pace(now, now, drains));
            boolean goesOn = run(name);
            while (goesOn && !closed) {
                goesOn = run(name);
            }
        } else if (isOver(pace.looked(), LOOK, now)) {
            paces.put(name, new Pace(now, pace.planned(), pace.drained()));
            moves.settle(name);
            PlacedPool pool = placement.pool(name);
            if (isPlanned(pool, drained(pool))) {
                Map<String, HostSurvey> _ = surveyor.survey(pool);
            }
        }
    }

    private static boolean isOver(Instant last, Duration time, Instant now) {
        return last.equals(Instant.MIN) || now.isBefore(last) || !now.isBefore(last.plus(time));
    }

    /// Whether something may be moved there.
    private static boolean isPlanned(PlacedPool pool, Map<String, String> drained) {
        return (pool.drain() && pool.mode() != Mode.OFF) || !drained.isEmpty();
    }

    /// Looks, plans, and has one host emptied, where the plan is carried out. Waits for that.
    ///
    /// @return whether guests were moved as planned, so that the next plan may go on at once
    public boolean run(String name) {
        moves.settle(name);
        PlacedPool pool = placement.pool(name);
        Map<String, String> drained = drained(pool);
        if (!isPlanned(pool, drained)) {
            placement.forget(name);
            PoolPlan _ = plans.remove(name);
            return false;
        }
        Look look = look(pool, drained);
        PoolPlan plan = look.plan();
        plans.put(name, plan);
        Optional<Emptying> next = plan.next();
        placement.want(
                name,
                next.filter(_ -> plan.isCarriedOut()).map(Emptying::host).stream()
                        .collect(Collectors.toSet()),
                parts.moves().failureCovered() && pool.drain() ? plan.plan().hosts() : Map.of());
        if (next.isEmpty() || closed) {
            return false;
        }
        boolean person = drained.containsKey(next.get().host());
        PlanRun run =
                new PlanRun(
                        move -> move(name, move, look.guests(), changed(name, move, person)),
                        this::emptied);
        counts.empties(next.get().host());
        try {
            return run.run(List.of(next.get())).isEmpty();
        } finally {
            counts.ends(next.get().host());
        }
    }

    private void emptied(String host) {
        counts.emptied();
        parts.log().accept(new PlacementReason.HostEmptied(host));
    }

    /// What moves came to so far.
    public MoveFigures figures() {
        return counts.figures(moves.open().size(), moves.unclear());
    }

    private MoveOutcome move(
            String pool,
            Move move,
            Map<String, GuestLoad> guests,
            Supplier<Optional<Reason>> changed) {
        GuestLoad load = guests.get(move.guest());
        return load == null
                ? new MoveOutcome.Stayed(
                        new MigrationReason.GuestNotOnSource(move.guest(), move.from()))
                : moves.move(pool, move, load, changed);
    }

    /// Whether a move is still wanted when its turn comes.
    private Supplier<Optional<Reason>> changed(String name, Move move, boolean person) {
        return () -> {
            PlacedPool pool = placement.pool(name);
            Map<String, String> drained = drained(pool);
            boolean wanted =
                    !closed
                            && !drained.containsKey(move.to())
                            && (person
                                    ? drained.containsKey(move.from())
                                    : pool.drain() && pool.mode() == Mode.AUTOMATIC);
            return wanted
                    ? Optional.empty()
                    : Optional.of(new PlacementReason.PlanHasChanged(name));
        };
    }

    /// A plan, and the guests that it knows.
    private record Look(PoolPlan plan, Map<String, GuestLoad> guests) {}

    private Look look(PlacedPool pool, Map<String, String> drained) {
        Map<String, HostSurvey> surveys = surveyor.survey(pool);
        PlanMaker.Seen seen =
                parts.store()
                        .work(transaction ->
                                new PlanMaker.Seen(
                                        surveys,
                                        drained,
                                        transaction.moves().open().stream()
                                                .filter(open -> open.pool().equals(pool.name()))
                                                .toList(),
                                        transaction.moves().failures(pool.name())));
        Map<String, GuestLoad> guests = new HashMap<>();
        surveys.values().stream()
                .flatMap(survey ->
                        survey instanceof HostSurvey.Seen there
                                ? there.guests().stream()
                                : Stream.<GuestLoad>empty())
                .forEach(guest -> guests.put(guest.name(), guest));
        return new Look(maker.plan(pool, parts.clock().instant(), seen), guests);
    }

    /// Who drains which hosts of a pool, by their names; also of those that sleep.
    private Map<String, String> drained(PlacedPool pool) {
        Map<String, String> names = new TreeMap<>();
        Map<String, String> all = drains();
        pool.hosts().stream()
                .map(PlacedPool.Host::name)
                .filter(all::containsKey)
                .forEach(host -> names.put(host, all.getOrDefault(host, "")));
        return names;
    }

    /// Who drains hosts, by the hosts' names.
    public Map<String, String> drains() {
        Map<String, String> sources =
                parts.store().work(transaction -> transaction.drains().all()).stream()
                        .collect(Collectors.toMap(DrainTable.Row::host, DrainTable.Row::source));
        Map<String, String> names = new LinkedHashMap<>();
        if (!sources.isEmpty()) {
            parts.loop().members().stream()
                    .filter(member -> sources.containsKey(member.id()))
                    .forEach(member ->
                            names.put(member.name(), sources.getOrDefault(member.id(), "")));
        }
        return names;
    }

    /// The plan for a pool: the last one, unless that is older than it may be; then one is made,
    /// and nothing of it is done.
    ///
    /// @throws ReasonException where there is no pool of this name
    public PoolPlan plan(String name) {
        PlacedPool pool = placement.pool(name);
        Instant now = parts.clock().instant();
        return Optional.ofNullable(plans.get(name))
                .filter(plan -> !isOver(plan.at(), parts.moves().every(), now))
                .orElseGet(() -> look(pool, drained(pool)).plan());
    }

    /// What would become of the guests of a host that somebody drains.
    public List<Reason> wouldDrain(Member host) {
        PlacedPool pool = placement.pool(parts.loop().questions().poolOf(host));
        Map<String, String> drained = drained(pool);
        drained.put(host.name(), "");
        Look look = look(pool, drained);
        List<Reason> told = new ArrayList<>();
        look.plan().evacuation().emptyings().stream()
                .filter(emptying -> emptying.host().equals(host.name()))
                .flatMap(emptying -> emptying.rounds().stream())
                .flatMap(round -> round.moves().stream())
                .map(move -> new PlacementReason.GuestWouldMove(move.guest(), move.to()))
                .forEach(told::add);
        Function<String, Boolean> here =
                guest ->
                        Optional.ofNullable(look.guests().get(guest))
                                .filter(load -> load.host().equals(host.name()))
                                .isPresent();
        look.plan()
                .evacuation()
                .guests()
                .forEach((guest, why) -> {
                    if (here.apply(guest)) {
                        told.add(new PlacementReason.GuestWouldStay(guest, why));
                    }
                });
        Optional.ofNullable(look.plan().unknown().get(host.name())).ifPresent(told::add);
        return told;
    }

    /// Makes sure that the guests of a host can be moved at all.
    ///
    /// @throws ReasonException where nobody said how its libvirtd is reached
    public void requireReachable(Member host) {
        if (parts.moves().of(host.name()).isEmpty()) {
            throw new ReasonException(new PlacementReason.HostWithoutLibvirt(host.name()));
        }
    }

    /// Begins no more moves. Those that run are ended by the libvirtds, and the next process finds
    /// out what became of them.
    @Override
    public void close() {
        closed = true;
    }
}
