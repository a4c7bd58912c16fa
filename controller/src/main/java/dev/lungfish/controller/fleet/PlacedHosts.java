package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.consolidation.SleepEnergy;
import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.core.fleet.plan.BoundReason;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.PlanReason;
import dev.lungfish.core.fleet.plan.Planner;
import dev.lungfish.core.fleet.plan.PoolBound;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.Wakers;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.state.FleetReason;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Says which hosts of a pool a plan may empty. For who has the loop's lock.
///
/// @param next when each host is needed next
record PlacedHosts(
        KnownPool known,
        Wakers wakers,
        Instant now,
        Map<String, Instant> next,
        HostContext context) {

    /// @param resume what any host of the pool needs to wake
    PlacedPool pool(Duration resume) {
        PoolRules rules = known.rules();
        PoolBound bound = PoolBound.of(now, rules, known.view(), wakers, resume);
        int least =
                bound.rules().stream()
                        .filter(rule ->
                                !(rule instanceof BoundReason.AwakeByUse)
                                        && !(rule instanceof BoundReason.AwakeByArrivals))
                        .mapToInt(BoundReason::least)
                        .max()
                        .orElse(0);
        List<PlacedPool.Host> hosts =
                known.view().hosts().stream()
                        .filter(host -> host.state().isAwake())
                        .map(host ->
                                new PlacedPool.Host(
                                        host.name(),
                                        host.state().spelling(),
                                        host.isUsable()
                                                && !(host.state() instanceof HostState.Sick),
                                        energy(host),
                                        kept(host)))
                        .toList();
        return new PlacedPool(
                known.name(),
                rules.mode(),
                rules.drain(),
                rules.reserve().of(known.view().size()),
                least,
                hosts);
    }

    /// What the machine of the host says; then what the rules would say if it had no guests, as far
    /// as that is about this host alone.
    private Optional<Reason> kept(PoolHost host) {
        Optional<FleetReason> no = host.host().speaksAgainstSleep(now, context);
        if (no.isPresent()) {
            return Optional.of(no.get());
        }
        Decision empty =
                new Planner(known.rules(), known.view(), wakers)
                        .decide(now, withoutGuests(host), Optional.empty(), Rates.NONE, 0);
        return switch (empty.why()) {
            case PlanReason.HostExcluded why -> Optional.of(why);
            case PlanReason.HostBlocked why -> Optional.of(why);
            case PlanReason.HostWorn why -> Optional.of(why);
            case PlanReason.HostWithoutNetwork why -> Optional.of(why);
            default -> Optional.empty();
        };
    }

    private static PoolHost withoutGuests(PoolHost host) {
        return new PoolHost(
                host.host(),
                host.identity(),
                host.capacity(),
                OptionalInt.of(0),
                host.blockers(),
                host.nextWakeup(),
                host.resume(),
                host.ways(),
                host.watts(),
                host.quorums(),
                host.domain(),
                host.excluded());
    }

    /// What one sleep costs in the usual model of a host, for what this one draws and how long it
    /// needs to wake; and the longest lease, unless it is needed before.
    private SleepEnergy energy(PoolHost host) {
        PowerModel usual = PowerModel.USUAL;
        Duration between = usual.down().plus(host.resume());
        double joules =
                (usual.changing() - usual.asleep())
                        / usual.saved()
                        * host.watts()
                        * between.toMillis()
                        / 1000;
        Duration gap =
                Stream.concat(
                                host.nextWakeup().stream(),
                                Optional.ofNullable(next.get(host.name())).stream())
                        .map(at -> Duration.between(now, at))
                        .map(time -> time.isNegative() ? Duration.ZERO : time)
                        .min(Duration::compareTo)
                        .filter(time -> time.compareTo(known.rules().leases().longest()) < 0)
                        .orElse(known.rules().leases().longest());
        return new SleepEnergy(host.watts(), Math.round(joules), gap);
    }
}
