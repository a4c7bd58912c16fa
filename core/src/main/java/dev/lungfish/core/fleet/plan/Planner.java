package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.state.History;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.neighbour.NetworkAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Decides whether one host of a pool may sleep now, and for how long.
///
/// It is asked when the host calls, so each decision is made of what is known then, and none is
/// kept: what was decided before binds nobody.
public final class Planner {
    private final PoolRules rules;
    private final PoolView view;
    private final Wakers wakers;

    /// For a fleet that has one pool.
    ///
    /// @param view of the pool, with the host in it as it was before its call
    public Planner(PoolRules rules, PoolView view) {
        this(rules, view, Wakers.of(rules, view));
    }

    /// For one of several pools.
    ///
    /// @param wakers of all pools, this one among them
    public Planner(PoolRules rules, PoolView view, Wakers wakers) {
        this.rules = rules;
        this.view = view;
        this.wakers = wakers;
    }

    /// Decides. A host that still counts as asleep in the view, as it has just been woken by its
    /// alarm, needs nothing of the rates to sleep on.
    ///
    /// @param host as it told in its call
    /// @param demand when the host is needed next; empty where there is no such time
    /// @param rates of the pool
    /// @param seed decides by how much the lease is shorter than it could be
    public Decision decide(
            Instant now, PoolHost host, Optional<Instant> demand, Rates rates, long seed) {
        return mode().or(() -> ofHost(host))
                .or(() -> worn(now, host))
                .or(() -> awake(host))
                .or(() -> quorum(host))
                .or(() -> wakers(host))
                .or(() -> soon(now, host))
                .or(() -> rate(now, host, rates))
                .orElseGet(() -> length(now, host, demand, seed));
    }

    /// Whether a decision to sleep costs the rates something: whoever has been asleep until now
    /// changes nothing by sleeping on.
    public boolean costs(PoolHost host) {
        return view.host(host.name()).filter(known -> known.state().isAwake()).isPresent();
    }

    private Optional<Decision> mode() {
        return rules.mode() == Mode.OFF
                ? Optional.of(Decision.stay(new PlanReason.PlanIsOff()))
                : Optional.empty();
    }

    private Optional<Decision> ofHost(PoolHost host) {
        if (host.excluded().isPresent()) {
            return keep(new PlanReason.HostExcluded(host.excluded().get()));
        }
        OptionalInt guests = host.guests();
        if (guests.isEmpty()) {
            return keep(new PlanReason.HostGuestsUnknown());
        }
        if (guests.getAsInt() > 0) {
            return rules.drain()
                    ? Optional.of(
                            new Decision(
                                    new Decision.Act.Drain(),
                                    new PlanReason.PlanDrains(guests.getAsInt()),
                                    Optional.empty()))
                    : keep(new PlanReason.HostHasGuests(guests.getAsInt()));
        }
        return host.blockers().isEmpty()
                ? Optional.empty()
                : keep(new PlanReason.HostBlocked(host.blockers()));
    }

    private Optional<Decision> worn(Instant now, PoolHost host) {
        History history = host.host().history();
        int wakes = history.wakesBefore(now);
        return wakes < rules.wakesPerDay()
                ? Optional.empty()
                : Optional.of(
                        Decision.stay(
                                new PlanReason.HostWorn(wakes, rules.wakesPerDay()),
                                history.wakes()
                                        .get(history.wakes().size() - rules.wakesPerDay())
                                        .plus(Duration.ofDays(1))));
    }

    private Optional<Decision> awake(PoolHost host) {
        int others = view.othersAwake(host);
        if (others < rules.awake()) {
            return keep(new PlanReason.MinimumAwakeKept(rules.awake(), others));
        }
        for (Floor floor : rules.floors()) {
            if (others < floor.awake()) {
                return Optional.of(Decision.stay(floor.kept(others), floor.until()));
            }
        }
        int reserve = rules.reserve().of(view.size());
        int free = view.othersFree(host);
        return free < reserve ? keep(new PlanReason.ReserveKept(reserve, free)) : Optional.empty();
    }

    private Optional<Decision> quorum(PoolHost host) {
        for (String group : host.quorums()) {
            int least = rules.quorum(group, view.members(group));
            int others = view.othersAwake(host, group);
            if (others < least) {
                return keep(new PlanReason.QuorumKept(group, least, others));
            }
        }
        return Optional.empty();
    }

    /// The hosts of each network of this one need somebody who wakes them, and so does this one.
    private Optional<Decision> wakers(PoolHost host) {
        Set<NetworkAddress> networks = view.networks(host);
        if (networks.isEmpty()) {
            return keep(new PlanReason.HostWithoutNetwork());
        }
        for (NetworkAddress network : networks) {
            int least = wakers.least(network);
            int others = wakers.othersAwake(host, network);
            if (others < least) {
                return keep(new PlanReason.WakersKept(network.toString(), least, others));
            }
        }
        return Optional.empty();
    }

    /// Whoever has slept until now is not kept: to sleep on costs no more than to wait.
    private Optional<Decision> soon(Instant now, PoolHost host) {
        if (!costs(host)) {
            return Optional.empty();
        }
        Instant until = view.keptUntil(now, host, rules.reserve().of(view.size()));
        return now.isBefore(until)
                ? Optional.of(
                        Decision.stay(
                                new PlanReason.HostIdleTooShort(view.idleWait(), until), until))
                : Optional.empty();
    }

    private Optional<Decision> rate(Instant now, PoolHost host, Rates rates) {
        if (!costs(host)) {
            return Optional.empty();
        }
        Duration wait = rates.until(now, host);
        return wait.isZero()
                ? Optional.empty()
                : Optional.of(
                        Decision.stay(
                                new PlanReason.SleepRateKept(now.plus(wait)), now.plus(wait)));
    }

    private Decision length(Instant now, PoolHost host, Optional<Instant> demand, long seed) {
        int renewals = renewals(host);
        Duration lead = rules.lead().of(host);
        Optional<Duration> toDemand = demand.map(at -> Duration.between(now, at).minus(lead));
        Optional<Duration> toWakeup = host.nextWakeup().map(at -> Duration.between(now, at));
        Optional<Duration> most =
                Stream.concat(toDemand.stream(), toWakeup.stream()).min(Duration::compareTo);
        Optional<Duration> length = rules.leases().length(renewals, most, seed);
        if (length.isPresent()) {
            return Decision.sleep(length.get(), new PlanReason.HostIdle(length.get(), renewals));
        }
        return toDemand.equals(most)
                ? Decision.stay(
                        new PlanReason.DemandNear(demand.orElseThrow(), lead), demand.orElseThrow())
                : Decision.stay(
                        new PlanReason.WakeupNear(host.nextWakeup().orElseThrow()),
                        host.nextWakeup().orElseThrow());
    }

    /// One more than is known, where its own alarm has woken the host just now.
    private int renewals(PoolHost host) {
        int known = host.host().history().renewals();
        return view.host(host.name())
                        .filter(before ->
                                before.state() instanceof HostState.Asleep
                                        || before.state() instanceof HostState.Due)
                        .isPresent()
                ? known + 1
                : known;
    }

    private static Optional<Decision> keep(PlanReason why) {
        return Optional.of(Decision.stay(why));
    }
}
