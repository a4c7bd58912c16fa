package dev.lungfish.sim.fleet.control;

import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.demand.Lead;
import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.lease.CheckIn.Capacity;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.fleet.plan.LeaseRules;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.PoolPolicy;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.Reserve;
import dev.lungfish.core.fleet.plan.Schedule;
import dev.lungfish.core.fleet.pool.FleetRates;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.pool.TokenBucket;
import dev.lungfish.core.fleet.schedule.WeeklyWindow;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.sim.fleet.world.HostTraits;
import dev.lungfish.sim.fleet.world.SimHost;
import dev.lungfish.sim.seed.Dice;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The rules of the pools in one run, and how their hosts look by them.
///
/// @param rules what all of them have in common
/// @param perMinute how many hosts may change in a minute; 0 where that is not limited
/// @param most how many may change at once
/// @param policies one for each pool; a host belongs to one by its number
/// @param inDomain how many hosts of the power domain of all of them may change in a minute; 0
///   where that is not limited
public record Pool(
        PoolRules rules,
        HostRules hosts,
        boolean consumers,
        int perMinute,
        int most,
        List<PoolPolicy> policies,
        int inDomain) {
    /// How many of a power domain may change at once.
    public static final int MOST_IN_DOMAIN = 2;

    private static final String DOMAIN = "rack";

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
        List<PoolPolicy> policies = new ArrayList<>();
        policies.add(policy(dice, "first", rules));
        if (dice.chance(0.4)) {
            policies.add(policy(dice, "second", other(dice, rules)));
        }
        return new Pool(
                rules,
                HostRules.usual(),
                dice.chance(0.2),
                dice.chance(0.5) ? 1 + dice.below(4) : 0,
                1 + dice.below(3),
                policies,
                dice.chance(0.2) ? 1 + dice.below(3) : 0);
    }

    private static PoolPolicy policy(Dice dice, String name, PoolRules rules) {
        List<Schedule> schedules = new ArrayList<>();
        for (int i = dice.below(2); i > 0; i--) {
            LocalTime from = LocalTime.MIDNIGHT.plusMinutes(dice.between(30, 300));
            schedules.add(
                    new Schedule(
                            "schedule",
                            new WeeklyWindow(
                                    EnumSet.allOf(DayOfWeek.class),
                                    from,
                                    from.plusMinutes(dice.between(30, 180)),
                                    ZoneOffset.UTC),
                            1 + dice.below(3),
                            Optional.empty()));
        }
        return new PoolPolicy(name, rules, schedules, false, idle(dice));
    }

    /// Most pools let idle hosts sleep at once: the others have fewer sleeps to be checked.
    private static IdleRule idle(Dice dice) {
        if (dice.chance(0.7)) {
            return IdleRule.AT_ONCE;
        }
        return dice.chance(0.5)
                ? new IdleRule.Fixed(Duration.ofMinutes(dice.between(1, 10)))
                : new IdleRule.Learned(Duration.ofSeconds(dice.between(20, 120)), 0.01);
    }

    /// Another pool of the same fleet.
    private static PoolRules other(Dice dice, PoolRules rules) {
        return new PoolRules(
                dice.chance(0.8) ? Mode.AUTOMATIC : Mode.RECOMMEND,
                rules.target(),
                rules.leases(),
                rules.lead(),
                new Reserve.Hosts(dice.below(2)),
                dice.below(2),
                1 + dice.below(2),
                rules.covered(),
                rules.quorums(),
                rules.wakesPerDay(),
                rules.drain(),
                rules.call());
    }

    /// The pool of a host.
    public PoolPolicy policy(HostTraits traits) {
        return policies.get(number(traits.identity().name()) % policies.size());
    }

    private static int number(String host) {
        return Integer.parseInt(host.substring("host".length()));
    }

    /// The pool that a demand asks.
    String asked(Demand demand) {
        int number =
                demand.need() instanceof Demand.Need.OneHost(String host)
                        ? number(host)
                        : demand.id().length();
        return policies.get(number % policies.size()).name();
    }

    /// Whether a controller sends packets on this network itself.
    public boolean covers(HostTraits traits) {
        return !rules.covered().isEmpty() && traits.segment() == 0;
    }

    FleetRates rates() {
        Map<String, Rates.Pace> pools = new HashMap<>();
        for (PoolPolicy policy : policies) {
            if (perMinute > 0) {
                pools.put(
                        policy.name(),
                        new Rates.Pace(
                                Optional.of(TokenBucket.full(perMinute, most, BEGINNING)),
                                Optional.of(TokenBucket.full(2000, 4000, BEGINNING))));
            }
        }
        return new FleetRates(
                pools,
                inDomain == 0
                        ? Map.of()
                        : Map.of(
                                DOMAIN,
                                new Rates.Pace(
                                        Optional.of(
                                                TokenBucket.full(
                                                        inDomain, MOST_IN_DOMAIN, BEGINNING)),
                                        Optional.empty())));
    }

    /// Whether hosts may have to wait for others.
    public boolean isLimited() {
        return perMinute != 0 || inDomain != 0;
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
                Optional.of(DOMAIN),
                Optional.empty());
    }
}
