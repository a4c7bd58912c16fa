package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.FleetReason;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostState;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What would become of a whole pool now, one host after the other: to be shown, and to choose whom
/// to ask first.
///
/// @param decisions of the hosts that are awake, by their names, in the order in which they were
///   made: those that save most first, then the least worn
public record Plan(Map<String, Decision> decisions) {
    private static final Comparator<PoolHost> MOST_WORTH =
            Comparator.comparingInt(PoolHost::watts)
                    .reversed()
                    .thenComparingInt(host -> host.host().history().wakes().size())
                    .thenComparing(PoolHost::name);

    public Plan {
        decisions = Collections.unmodifiableMap(new LinkedHashMap<>(decisions));
    }

    /// Plans. The view is left as it was.
    ///
    /// @param next when each host is needed next
    /// @param context of each host
    /// @param seed as for [Planner#decide]
    public static Plan of(
            Instant now,
            PoolRules rules,
            List<PoolHost> hosts,
            Map<String, Instant> next,
            Rates rates,
            Function<PoolHost, HostContext> context,
            long seed) {
        PoolView view = PoolView.of(hosts);
        Wakers.OfPool pool = new Wakers.OfPool(rules, view);
        return of(now, pool, new Wakers(List.of(pool)), next, rates, context, seed);
    }

    /// Plans one of several pools. Who would sleep does so in its view.
    ///
    /// @param wakers of all pools, this one among them
    public static Plan of(
            Instant now,
            Wakers.OfPool pool,
            Wakers wakers,
            Map<String, Instant> next,
            Rates rates,
            Function<PoolHost, HostContext> context,
            long seed) {
        PoolView view = pool.view();
        Planner planner = new Planner(pool.rules(), view, wakers);
        Rates left = rates;
        Map<String, Decision> decisions = new LinkedHashMap<>();
        for (PoolHost host : view.hosts().stream().sorted(MOST_WORTH).toList()) {
            if (!host.state().isAwake()) {
                continue;
            }
            Optional<FleetReason> no = host.host().speaksAgainstSleep(now, context.apply(host));
            Decision decision =
                    no.map(Decision::stay)
                            .orElse(
                                    planner.decide(
                                            now,
                                            host,
                                            Optional.ofNullable(next.get(host.name())),
                                            left,
                                            seed ^ host.name().hashCode()));
            decisions.put(host.name(), decision);
            if (decision.act() instanceof Decision.Act.Sleep) {
                left = left.spend(now, host);
                view.put(asleep(host, now));
            }
        }
        return new Plan(decisions);
    }

    private static PoolHost asleep(PoolHost host, Instant now) {
        FleetHost before = host.host();
        FleetHost after =
                new FleetHost(
                        new HostState.Unknown(now, Optional.empty()),
                        before.target(),
                        before.wanted(),
                        before.held(),
                        before.history(),
                        before.seen());
        return host.with(after);
    }
}
