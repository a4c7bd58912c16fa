package dev.lungfish.replay.engine;

import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.IdleHistory;
import dev.lungfish.core.fleet.plan.Planner;
import dev.lungfish.core.fleet.plan.PoolView;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Preference;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostAction;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.HostStep;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.replay.engine.SimulatedHost.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/// All simulated hosts, and what happens to them from event to event. Not safe to share between
/// threads.
final class Pool {
    /// From the answer that a host may sleep to its notice.
    private static final long PREPARES = 1_000;

    /// After so many events it is asked whether the replay is to go on.
    private static final int EVENTS = 1000;

    private static final Epoch EPOCH = new Epoch(1);

    private final Setting setting;
    private final Instant beginning;
    private final Ledger ledger;
    private final HostContext context;
    private final PoolView view;
    private final Planner planner;
    private final Queue queue = new Queue();
    private final List<SimulatedHost> hosts = new ArrayList<>();
    private final Map<String, SimulatedHost> names = new HashMap<>();
    private final TreeSet<PoolHost> others = new TreeSet<>(Preference.BEST);
    private long leases;
    private int free;
    private int awake;

    Pool(Setting setting, Instant beginning, Ledger ledger) {
        this.setting = setting;
        this.beginning = beginning;
        this.ledger = ledger;
        context = setting.context(EPOCH);
        view = new PoolView(new IdleHistory(setting.idle()));
        planner = new Planner(setting.pool(), view);
    }

    /// All hosts are awake, and have been so for long enough to sleep.
    void begin(int needed) {
        Instant before = beginning.minus(setting.host().awake()).minus(Duration.ofMinutes(1));
        for (int i = 0; i < setting.hosts(); i++) {
            SimulatedHost host =
                    new SimulatedHost(
                            i, identity -> inPool(FleetHost.enrolled(before), identity, 0));
            hosts.add(host);
            names.put(host.identity.name(), host);
            view.put(host.seen);
        }
        awake = setting.hosts();
        free = setting.hosts();
        long interval = setting.pool().call().toMillis();
        for (SimulatedHost host : hosts) {
            hand(-1, host, called(before, host, CheckIn.Cause.STARTED, Optional.empty()));
            others.add(host.seen);
            // The calls of many hosts are spread evenly.
            host.callAt = interval * host.index / setting.hosts();
            queue.add(host.callAt, Queue.Kind.CALL, host.index);
        }
    }

    private HostEvent called(
            Instant at, SimulatedHost host, CheckIn.Cause cause, Optional<Decision> decision) {
        Decision permitted =
                decision.orElseGet(() ->
                        new Decision(
                                new Decision.Act.Stay(),
                                new ReplayReason.SimulatedLeaseEnded(),
                                Optional.empty()));
        return new HostEvent.CheckedIn(
                at,
                host.call(cause, EPOCH),
                permitted.permission(setting.pool(), EPOCH, "l".concat(String.valueOf(leases))));
    }

    private PoolHost inPool(FleetHost row, HostIdentity identity, int guests) {
        return new PoolHost(
                row,
                identity,
                setting.capacity(),
                OptionalInt.of(guests),
                List.of(),
                Optional.empty(),
                setting.power().up(),
                context.paths().size(),
                (int) setting.power().saved(),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    PoolView view() {
        return view;
    }

    SimulatedHost host(String name) {
        return Optional.ofNullable(names.get(name)).orElseThrow();
    }

    /// The best of those that serve nobody.
    List<PoolHost> best(int count) {
        List<PoolHost> best = new ArrayList<>(count);
        Iterator<PoolHost> all = others.iterator();
        while (best.size() < count && all.hasNext()) {
            best.add(all.next());
        }
        return best;
    }

    /// Whether so many are awake, and so many of them free.
    boolean hasEnough(int least, int reserve) {
        return awake >= least && free >= reserve;
    }

    /// Somebody needs a host.
    void claim(long now, SimulatedHost host, Reason why) {
        others.remove(host.seen);
        host.claimed = true;
        if (host.isUsable()) {
            ledger.serving(now, 1);
            free--;
        }
        hand(now, host, new HostEvent.Wanted(at(now), why));
        if (host.phase == Phase.RUNNING) {
            call(now, host, CheckIn.Cause.CHANGED);
        }
    }

    /// Nobody needs it any more.
    void release(long now, SimulatedHost host) {
        if (host.phase == Phase.RUNNING) {
            call(now, host, CheckIn.Cause.DUE);
        }
        host.claimed = false;
        if (host.isUsable()) {
            ledger.serving(now, -1);
            free++;
        }
        hand(now, host, new HostEvent.Unwanted(at(now)));
        others.add(host.seen);
        if (host.phase == Phase.RUNNING) {
            call(now, host, CheckIn.Cause.CHANGED);
        }
    }

    /// Everything happens up to a moment.
    ///
    /// @param goesOn asked now and then
    /// @return whether that moment was reached
    boolean runUntil(long moment, BooleanSupplier goesOn) {
        int events = 0;
        while (queue.next() < moment) {
            if (++events % EVENTS == 0 && !goesOn.getAsBoolean()) {
                return false;
            }
            long now = queue.next();
            SimulatedHost host = hosts.get(queue.host());
            Queue.Kind kind = queue.kind();
            queue.remove();
            switch (kind) {
                case PHASE -> {
                    if (host.phaseAt == now) {
                        goOn(now, host);
                    }
                }
                case CALL -> {
                    if (host.callAt == now && host.phase == Phase.RUNNING && !host.claimed) {
                        call(now, host, CheckIn.Cause.DUE);
                    }
                }
                case LOOK -> {
                    if (host.lookAt == now) {
                        hand(now, host, new HostEvent.Passed(at(now)));
                    }
                }
            }
        }
        return goesOn.getAsBoolean();
    }

    private Instant at(long now) {
        return beginning.plusMillis(now);
    }

    /// The host calls, and does what it is answered.
    private void call(long now, SimulatedHost host, CheckIn.Cause cause) {
        PoolHost told = inPool(host.seen.host(), host.identity, host.guests().orElse(0));
        leases++;
        Decision decision =
                planner.decide(
                        at(now), told, Optional.empty(), Rates.NONE, leases * 31L + host.index);
        hand(now, host, called(at(now), host, cause, Optional.of(decision)));
    }

    /// Hands an event to the machine of a host, and carries out what it says.
    void hand(long now, SimulatedHost host, HostEvent event) {
        HostStep step = host.seen.host().on(event, context);
        boolean sorted = now >= 0 && !host.claimed && others.remove(host.seen);
        host.seen = inPool(step.host(), host.identity, host.guests().orElse(0));
        if (sorted) {
            others.add(host.seen);
        }
        view.put(host.seen);
        for (HostAction action : step.actions()) {
            switch (action) {
                case HostAction.Answer(Verdict verdict) when now >= 0 -> obey(now, host, verdict);
                case HostAction.Wake _ -> wake(now, host);
                case HostAction.Answer _,
                        HostAction.Probe _,
                        HostAction.Tell _,
                        HostAction.Note _ -> {}
            }
        }
        look(host, step);
    }

    /// A host that runs calls before its machine would miss it.
    private void look(SimulatedHost host, HostStep step) {
        boolean calls = step.host().state() instanceof HostState.Awake;
        host.lookAt = -1;
        if (!calls && step.again().isPresent()) {
            host.lookAt =
                    Math.max(0, Duration.between(beginning, step.again().get()).toMillis() + 1);
            queue.add(host.lookAt, Queue.Kind.LOOK, host.index);
        }
    }

    private void obey(long now, SimulatedHost host, Verdict verdict) {
        switch (verdict) {
            case Verdict.Sleep sleep when host.phase == Phase.PREPARING -> fall(now, host);
            case Verdict.Sleep sleep -> {
                host.take(sleep.lease(), now);
                enter(host, Phase.PREPARING, now + PREPARES);
            }
            case Verdict.Stay(_, Duration again, _) -> stay(now, host, again);
            case Verdict.Drain(_, Duration again, _) -> stay(now, host, again);
        }
    }

    private void stay(long now, SimulatedHost host, Duration again) {
        boolean undone = host.phase == Phase.PREPARING;
        host.phase = Phase.RUNNING;
        if (undone) {
            host.end(false);
            call(now, host, CheckIn.Cause.WOKE);
            return;
        }
        host.callAt = now + again.toMillis();
        queue.add(host.callAt, Queue.Kind.CALL, host.index);
    }

    private void fall(long now, SimulatedHost host) {
        ledger.asleep(now);
        awake--;
        free -= host.claimed ? 0 : 1;
        if (host.claimed) {
            ledger.serving(now, -1);
        }
        enter(host, Phase.FALLING, now + setting.power().down().toMillis());
    }

    private void enter(SimulatedHost host, Phase phase, long until) {
        host.phase = phase;
        host.phaseAt = until;
        queue.add(until, Queue.Kind.PHASE, host.index);
    }

    /// Packets reach whoever sleeps, and nobody else.
    private void wake(long now, SimulatedHost host) {
        if (host.phase == Phase.ASLEEP) {
            host.woken = true;
            enter(host, Phase.RISING, now + setting.power().up().toMillis());
        }
    }

    private void goOn(long now, SimulatedHost host) {
        switch (host.phase) {
            case RUNNING -> {}
            case PREPARING -> hand(now, host, new HostEvent.GoingDown(at(now), host.notice()));
            case FALLING -> enter(host, Phase.ASLEEP, Math.max(now, host.alarmAt));
            case ASLEEP -> enter(host, Phase.RISING, now + setting.power().up().toMillis());
            case RISING -> {
                ledger.awake(now, !host.woken);
                host.phase = Phase.RUNNING;
                awake++;
                host.end(true);
                if (host.claimed) {
                    ledger.serving(now, 1);
                } else {
                    free++;
                }
                call(now, host, CheckIn.Cause.WOKE);
                if (host.claimed) {
                    call(now, host, CheckIn.Cause.CHANGED);
                }
            }
        }
    }
}
