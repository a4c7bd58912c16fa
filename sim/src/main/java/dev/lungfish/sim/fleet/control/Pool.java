package dev.lungfish.sim.fleet.control;

import dev.lungfish.core.fleet.demand.Lead;
import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.lease.CheckIn.Capacity;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.plan.LeaseRules;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.Reserve;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.pool.TokenBucket;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.sim.fleet.world.HostTraits;
import dev.lungfish.sim.fleet.world.SimHost;
import dev.lungfish.sim.seed.Dice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The rules of the pool in one run, and how its hosts look by them.
///
/// @param perMinute how many hosts may change in a minute; 0 where that is not limited
/// @param most how many may change at once
public record Pool(PoolRules rules, HostRules hosts, boolean consumers, int perMinute, int most) {
    /// The beginning of all runs, by a clock that is right.
    public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private static final Capacity CAPACITY = new Capacity(8, 1L << 34);

    static Pool of(Dice dice) {
        Autonomy autonomy =
                dice.chance(0.3)
                        ? new Autonomy(1 + dice.below(3), Duration.ofMinutes(20))
                        : Autonomy.NONE;
        LeaseRules leases =
                new LeaseRules(
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(dice.magnitude(15, 480)),
                        autonomy);
        boolean covered = dice.chance(0.3);
        PoolRules rules =
                new PoolRules(
                        Mode.AUTOMATIC,
                        SleepTarget.MEM,
                        leases,
                        Lead.USUAL,
                        dice.chance(0.5) ? new Reserve.Hosts(dice.below(2)) : new Reserve.Share(20),
                        dice.below(2),
                        1 + dice.below(2),
                        covered ? List.of(NetworkAddress.parse("10.0.0.1/24")) : List.of(),
                        Map.of(),
                        dice.chance(0.8) ? 96 : 6,
                        dice.chance(0.5),
                        Duration.ofMinutes(1));
        return new Pool(
                rules,
                HostRules.usual(),
                dice.chance(0.2),
                dice.chance(0.5) ? 1 + dice.below(4) : 0,
                1 + dice.below(3));
    }

    /// Whether a controller sends packets on this network itself.
    public boolean covers(HostTraits traits) {
        return !rules.covered().isEmpty() && traits.segment() == 0;
    }

    Rates rates() {
        return perMinute == 0
                ? Rates.NONE
                : new Rates(
                        new Rates.Pace(
                                Optional.of(TokenBucket.full(perMinute, most, BEGINNING)),
                                Optional.of(TokenBucket.full(2000, 4000, BEGINNING))),
                        Map.of());
    }

    HostContext context(HostTraits traits, Epoch epoch) {
        return new HostContext(
                hosts,
                epoch,
                Duration.ofMillis(traits.resume()),
                traits.paths(),
                rules.leases().longestInAll(),
                consumers);
    }

    PoolHost host(SimHost host, FleetHost row, OptionalInt guests) {
        HostTraits traits = host.traits();
        return new PoolHost(
                row,
                traits.identity(),
                CAPACITY,
                guests,
                List.of(),
                Optional.empty(),
                Duration.ofMillis(traits.resume()),
                traits.paths().size(),
                traits.watts(),
                traits.quorum().map(Set::of).orElse(Set.of()),
                Optional.empty(),
                Optional.empty());
    }
}
