package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.pool.FleetRates;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.state.HostState;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;

/// Which hosts are woken because too few are awake by the rules of the pool: a demand took the
/// reserve, a host crashed or is in maintenance. A plan that only lets nobody more sleep would
/// never make up for that.
///
/// @param wake the hosts to wake, by their names: each is handed
///   [dev.lungfish.core.fleet.state.HostEvent.WakeAsked] once. Whoever is on the way counts as
///   awake
/// @param rates after that
public record Upkeep(Map<String, PlanReason> wake, Rates rates) {
    private static final String ONLY = "only";

    public Upkeep {
        wake = Map.copyOf(wake);
    }

    /// What the rules lack now, in a fleet that has one pool.
    ///
    /// @param hosts of the pool
    public static Upkeep of(Instant now, PoolRules rules, Collection<PoolHost> hosts, Rates rates) {
        FleetUpkeep upkeep =
                FleetUpkeep.of(
                        now,
                        Map.of(ONLY, new Wakers.OfPool(rules, PoolView.of(hosts))),
                        new FleetRates(Map.of(ONLY, rates.pool()), rates.domains()));
        return new Upkeep(upkeep.wake(), upkeep.rates().of(ONLY));
    }

    /// Whether a host counts as awake for the rules: it is, or is on its way. Somebody may still
    /// want one that is given up or that people work on: it does not come for that.
    static boolean isComing(PoolHost host) {
        return switch (host.state()) {
            case HostState.Waking _, HostState.Settling _ -> true;
            case HostState.Maintenance _, HostState.Lost _ -> false;
            case HostState.Awake _,
                    HostState.Draining _,
                    HostState.Sick _,
                    HostState.Unknown _,
                    HostState.Ordered _,
                    HostState.Asleep _,
                    HostState.Limbo _,
                    HostState.Due _,
                    HostState.Overdue _,
                    HostState.External _ ->
                    host.state().isAwake() || host.host().wanted().isPresent();
        };
    }

    /// Whether nobody uses it once it is awake.
    static boolean mayBeFree(PoolHost host) {
        return host.host().wanted().isEmpty()
                && (host.guests().isEmpty() || host.guests().equals(OptionalInt.of(0)));
    }
}
