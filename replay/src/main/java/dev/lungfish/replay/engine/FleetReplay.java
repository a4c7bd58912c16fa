package dev.lungfish.replay.engine;

import dev.lungfish.core.fleet.demand.Allocation;
import dev.lungfish.core.fleet.demand.Allocator;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.plan.Upkeep;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.replay.result.Figures;
import dev.lungfish.replay.trace.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Recorded load through the code that runs a fleet: the need of each moment is a demand for so
/// many hosts of the pool, [Allocator] chooses them, hosts call and are answered by what
/// [dev.lungfish.core.fleet.plan.Planner] and [dev.lungfish.core.fleet.state.FleetHost] decide, and
/// [Upkeep] wakes whom the rules lack. Time jumps from event to event.
///
/// A host that is needed would call each minute and be told to stay: these calls are left out, and
/// the latest of them is made up for before anything else happens to the host.
public final class FleetReplay {
    private static final String LOAD = "load";

    private final Setting setting;
    private final Need need;
    private final Pool pool;
    private final Ledger ledger;
    private final Instant beginning;
    private List<String> claims = List.of();

    private FleetReplay(Setting setting, Need need, Need rules, Instant beginning) {
        this.setting = setting;
        this.need = need;
        this.beginning = beginning;
        ledger = new Ledger(setting.hosts(), rules, setting.power());
        pool = new Pool(setting, beginning, ledger);
    }

    /// Replays.
    ///
    /// @param need how many hosts the work needs; never more than there are
    /// @param rules how many must be awake by the rules of the pool
    /// @param beginning of the trace
    public static Figures of(Setting setting, Need need, Need rules, Instant beginning) {
        return of(setting, need, rules, beginning, () -> true).orElseThrow();
    }

    /// The same, as long as somebody wants it.
    ///
    /// @param goesOn asked again and again
    /// @return empty where it says that nobody does any more
    public static Optional<Figures> of(
            Setting setting, Need need, Need rules, Instant beginning, BooleanSupplier goesOn) {
        FleetReplay replay = new FleetReplay(setting, need, rules, beginning);
        return replay.run(goesOn)
                ? Optional.of(replay.ledger.figures("lungfish", need.length()))
                : Optional.empty();
    }

    /// @return whether it came to the end
    private boolean run(BooleanSupplier goesOn) {
        pool.begin(need.hosts()[0]);
        for (int i = 0; i < need.steps(); i++) {
            long now = need.times()[i];
            if (!pool.runUntil(now, goesOn)) {
                return false;
            }
            ledger.pass(now);
            if (i == need.steps() - 1) {
                return true;
            }
            ledger.step(i);
            int wanted = need.hosts()[i];
            if (wanted != claims.size()) {
                serve(now, wanted);
            }
            ledger.arrive(now, wanted, need.arrivals()[i]);
        }
        return true;
    }

    /// The demand has changed: as a controller does, chooses hosts and tells them.
    private void serve(long now, int wanted) {
        Instant at = beginning.plusMillis(now);
        List<Demand> demands =
                wanted == 0
                        ? List.of()
                        : List.of(
                                new Demand(
                                        LOAD,
                                        LOAD,
                                        new Demand.Need.Hosts(wanted),
                                        beginning.minus(Duration.ofDays(1)),
                                        Instant.MAX,
                                        0));
        Allocation allocation =
                Allocator.allocate(
                        at,
                        demands,
                        candidates(wanted),
                        Map.of(LOAD, claims),
                        setting.pool().lead(),
                        Rates.NONE);
        List<String> before = claims;
        claims = demands.isEmpty() ? List.of() : allocation.claims().getFirst().hosts();
        Set<String> kept = new HashSet<>(claims);
        for (String name : before) {
            if (!kept.contains(name)) {
                pool.release(now, pool.host(name));
            }
        }
        Set<String> had = new HashSet<>(before);
        for (String name : claims) {
            if (!had.contains(name)) {
                pool.claim(now, pool.host(name), why(allocation, name));
            }
        }
        if (wanted > before.size()) {
            keepUp(at, now);
        }
    }

    private static Reason why(Allocation allocation, String name) {
        return Optional.ofNullable(allocation.wanted().get(name)).orElseThrow();
    }

    /// Those that serve the load, and as many of the best of the others as may be added. The
    /// allocator would choose none but these.
    private List<PoolHost> candidates(int wanted) {
        List<PoolHost> hosts = new ArrayList<>(wanted + 1);
        for (String name : claims) {
            hosts.add(pool.host(name).seen);
        }
        hosts.addAll(pool.best(Math.max(0, wanted - claims.size())));
        return hosts;
    }

    /// Wakes those that the rules of the pool lack.
    private void keepUp(Instant at, long now) {
        if (pool.hasEnough(setting.least(), setting.reserve())) {
            return;
        }
        Upkeep upkeep = Upkeep.of(at, setting.pool(), pool.view().hosts(), Rates.NONE);
        upkeep.wake()
                .forEach((name, why) ->
                        pool.hand(now, pool.host(name), new HostEvent.WakeAsked(at, why)));
    }
}
