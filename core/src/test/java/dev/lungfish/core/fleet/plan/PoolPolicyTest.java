package dev.lungfish.core.fleet.plan;

import static dev.lungfish.core.fleet.pool.PoolHosts.ASLEEP;
import static dev.lungfish.core.fleet.pool.PoolHosts.AWAKE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.forecast.WeeklyForecast;
import dev.lungfish.core.fleet.pool.FleetRates;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.PoolHosts;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.pool.TokenBucket;
import dev.lungfish.core.fleet.schedule.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolPolicyTest {
    /// A Wednesday.
    private static final Instant MIDNIGHT = Instant.parse("2026-01-14T00:00:00Z");

    private static Duration ahead(int count) {
        return Duration.ofMinutes(count);
    }

    private static PoolRules rules(Mode mode, Reserve reserve) {
        PoolRules usual = PoolRules.usual();
        return new PoolRules(
                mode,
                usual.target(),
                usual.leases(),
                usual.lead(),
                reserve,
                0,
                1,
                List.of(),
                Map.of(),
                24,
                false,
                usual.call());
    }

    private static Schedule schedule(String name, int from, int to, int awake, Mode... mode) {
        return new Schedule(
                name,
                new WeeklyWindow(
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        LocalTime.of(from, 0),
                        LocalTime.of(to, 0),
                        ZoneOffset.UTC),
                awake,
                List.of(mode).stream().findFirst());
    }

    private static PoolPolicy policy(Schedule... schedules) {
        return new PoolPolicy(
                "compute",
                rules(Mode.AUTOMATIC, new Reserve.Hosts(0)),
                List.of(schedules),
                true,
                IdleRule.AT_ONCE);
    }

    private static PoolRules at(PoolPolicy policy, Duration time) {
        return policy.at(MIDNIGHT.plus(time), PoolPolicyTest::ahead, 0, Optional.empty());
    }

    private static Duration clock(int hour, int minute) {
        return Duration.ofMinutes(60L * hour + minute);
    }

    @Test
    void wakesHostsSoEarlyThatAllAreUpAndLetsNobodySleepJustBefore() {
        PoolPolicy policy = policy(schedule("work", 8, 18, 10));

        // Ten hosts take ten minutes, and a lease at least five.
        assertThat(at(policy, clock(7, 44)).floors()).isEmpty();
        assertThat(at(policy, clock(7, 45)).floors())
                .singleElement()
                .satisfies(floor -> {
                    assertThat(floor.awake()).isEqualTo(10);
                    assertThat(floor.wake()).isEqualTo(MIDNIGHT.plus(clock(7, 50)));
                });
        assertThat(at(policy, clock(17, 59)).floors()).hasSize(1);
        assertThat(at(policy, clock(18, 0)).floors()).isEmpty();
        // Saturday
        assertThat(at(policy, clock(72 + 12, 0)).floors()).isEmpty();
    }

    @Test
    void theMostHostsAndTheMostCarefulModeHoldWhereSchedulesOverlap() {
        PoolPolicy policy =
                policy(
                        schedule("work", 8, 18, 10, Mode.AUTOMATIC),
                        schedule("lunch", 12, 13, 4, Mode.OFF),
                        schedule("noon", 12, 14, 14, Mode.RECOMMEND));

        assertThat(at(policy, clock(12, 30)).mode()).isEqualTo(Mode.OFF);
        assertThat(at(policy, clock(13, 30)).mode()).isEqualTo(Mode.RECOMMEND);
        assertThat(at(policy, clock(15, 0)).mode()).isEqualTo(Mode.AUTOMATIC);
        assertThat(at(policy, clock(12, 30)).floors().stream().mapToInt(Floor::awake).max())
                .hasValue(14);
        assertThat(policy.holding(MIDNIGHT.plus(clock(12, 30)))).hasSize(3);
    }

    @Test
    void aScheduleKeepsHostsAwakeAndWakesThemAndSaysSo() {
        PoolRules rules = at(policy(schedule("work", 8, 18, 2)), clock(9, 0));
        Instant now = MIDNIGHT.plus(clock(9, 0));
        List<PoolHost> hosts =
                List.of(PoolHosts.of(1, AWAKE), PoolHosts.of(2, AWAKE), PoolHosts.of(3, ASLEEP));

        Decision decision =
                new Planner(rules, PoolView.of(hosts))
                        .decide(now, hosts.getFirst(), Optional.empty(), Rates.NONE, 1);
        assertThat(decision.why()).isEqualTo(new PlanReason.ScheduleKept("work", 2, 1));
        assertThat(decision.changes()).contains(MIDNIGHT.plus(clock(18, 0)));

        List<PoolHost> one = List.of(hosts.getFirst(), PoolHosts.of(2, ASLEEP), hosts.getLast());
        assertThat(Upkeep.of(now, rules, one, Rates.NONE).wake())
                .containsExactlyEntriesOf(
                        Map.of("host2", new PlanReason.ScheduleKept("work", 2, 1)));
    }

    @Test
    void aMeasuredReserveIsNeverBelowTheOneThatIsSet() {
        PoolPolicy policy =
                PoolPolicy.always("p", rules(Mode.AUTOMATIC, new Reserve.Quantile(0.999, 2, 0)));

        assertThat(
                        policy.at(MIDNIGHT, PoolPolicyTest::ahead, 1, Optional.empty())
                                .reserve()
                                .of(100))
                .isEqualTo(2);
        assertThat(
                        policy.at(MIDNIGHT, PoolPolicyTest::ahead, 7, Optional.empty())
                                .reserve()
                                .of(100))
                .isEqualTo(7);
    }

    @Test
    void wakesAheadOfWhatTheForecastExpectsOnceItIsOfUse() {
        WeeklyForecast forecast = new WeeklyForecast(ZoneOffset.UTC);
        Instant start = MIDNIGHT.minus(Duration.ofDays(21));
        for (Instant time = start; time.isBefore(MIDNIGHT); time = time.plusSeconds(600)) {
            boolean day = time.atZone(ZoneOffset.UTC).getHour() >= 9;
            var _ = forecast.observe(time, day ? 6 : 0);
        }
        PoolPolicy policy = policy();

        assertThat(
                        policy.at(
                                        MIDNIGHT.plus(clock(8, 40)),
                                        PoolPolicyTest::ahead,
                                        0,
                                        Optional.of(forecast))
                                .floors())
                .isEmpty();
        assertThat(
                        policy.at(
                                        MIDNIGHT.plus(clock(8, 50)),
                                        PoolPolicyTest::ahead,
                                        0,
                                        Optional.of(forecast))
                                .floors())
                .singleElement()
                .satisfies(floor -> {
                    assertThat(floor.awake()).isEqualTo(6);
                    assertThat(floor.wake()).isAfter(MIDNIGHT.plus(clock(8, 50)));
                });
        assertThat(
                        policy.at(
                                        MIDNIGHT.plus(clock(8, 55)),
                                        PoolPolicyTest::ahead,
                                        0,
                                        Optional.of(forecast))
                                .floors())
                .first()
                .satisfies(floor -> {
                    assertThat(floor.wake()).isEqualTo(MIDNIGHT.plus(clock(8, 55)));
                    assertThat(floor.why()).isInstanceOf(Floor.Why.Forecast.class);
                });
        assertThat(
                        new PoolPolicy("p", policy.rules(), List.of(), false, IdleRule.AT_ONCE)
                                .at(
                                        MIDNIGHT.plus(clock(9, 5)),
                                        PoolPolicyTest::ahead,
                                        0,
                                        Optional.of(forecast))
                                .floors())
                .isEmpty();
    }

    @Test
    void hostsOfAllPoolsWakeEachOtherAndTheMostCarefulPoolOfANetworkCounts() {
        PoolRules one = rules(Mode.AUTOMATIC, new Reserve.Hosts(0));
        PoolView first = PoolView.of(List.of(PoolHosts.of(1, AWAKE), PoolHosts.of(2, ASLEEP)));
        PoolView second = PoolView.of(List.of(PoolHosts.of(3, AWAKE)));
        Map<String, Wakers.OfPool> pools =
                Map.of(
                        "first", new Wakers.OfPool(one, first),
                        "second", new Wakers.OfPool(one, second));

        // By itself the last one of its pool would have to stay awake.
        assertThat(why(one, first, Wakers.of(one, first)))
                .isInstanceOf(PlanReason.WakersKept.class);
        assertThat(why(one, first, new Wakers(List.copyOf(pools.values()))))
                .isInstanceOf(PlanReason.HostIdle.class);

        PoolRules usual = PoolRules.usual();
        PoolRules two = usual.at(Mode.OFF, usual.reserve(), List.of());
        Wakers careful =
                new Wakers(List.of(new Wakers.OfPool(one, first), new Wakers.OfPool(two, second)));
        assertThat(why(one, first, careful))
                .isEqualTo(new PlanReason.WakersKept("10.0.0.0/24", 2, 1));
    }

    private static Object why(PoolRules rules, PoolView view, Wakers wakers) {
        PoolHost host = view.host("host1").orElseThrow();
        return new Planner(rules, view, wakers)
                .decide(MIDNIGHT, host, Optional.empty(), Rates.NONE, 1)
                .why();
    }

    @Test
    void aNetworkWithoutAWakerGetsOneOfAPoolThatActsAndTheOthersAreShown() {
        PoolRules acts = rules(Mode.AUTOMATIC, new Reserve.Hosts(0));
        PoolRules shows = rules(Mode.RECOMMEND, new Reserve.Hosts(1));
        Map<String, Wakers.OfPool> pools =
                Map.of(
                        "a", new Wakers.OfPool(acts, PoolView.of(List.of(PoolHosts.of(2, ASLEEP)))),
                        "b",
                                new Wakers.OfPool(
                                        shows,
                                        PoolView.of(
                                                List.of(
                                                        PoolHosts.of(1, ASLEEP),
                                                        PoolHosts.of(3, ASLEEP)))));

        FleetUpkeep upkeep = FleetUpkeep.of(MIDNIGHT, pools, FleetRates.NONE);

        assertThat(upkeep.wake()).containsOnlyKeys("host2");
        assertThat(upkeep.shown())
                .containsExactlyEntriesOf(Map.of("host1", new PlanReason.ReserveKept(1, 0)));
    }

    @Test
    void saysHowLongItTakesUntilTheRatesHaveLetSomeHostsPass() {
        Rates slow =
                new Rates(
                        new Rates.Pace(
                                Optional.of(TokenBucket.full(2, 1, MIDNIGHT)), Optional.empty()),
                        Map.of());
        List<PoolHost> hosts =
                IntStream.rangeClosed(1, 5).mapToObj(i -> PoolHosts.of(i, ASLEEP)).toList();

        assertThat(slow.untilAll(MIDNIGHT, hosts)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Rates.NONE.untilAll(MIDNIGHT, hosts)).isZero();
    }

    @Test
    void theBoundIsThatOfTheRuleThatWantsTheMost() {
        PoolRules rules = at(policy(schedule("work", 8, 18, 3)), clock(9, 0));
        PoolView view =
                PoolView.of(
                        IntStream.rangeClosed(1, 6)
                                .mapToObj(i -> PoolHosts.of(i, i < 6 ? AWAKE : ASLEEP))
                                .toList());

        PoolBound bound =
                PoolBound.of(
                        MIDNIGHT.plus(clock(9, 0)),
                        rules,
                        view,
                        Wakers.of(rules, view),
                        Duration.ofSeconds(30));

        assertThat(bound.awake()).isEqualTo(5);
        assertThat(bound.least()).isEqualTo(3);
        assertThat(bound.binding()).contains(new BoundReason.AwakeBySchedule(3, "work"));
        assertThat(bound.rules()).contains(new BoundReason.AwakeByWakers(1, "10.0.0.0/24"));
    }
}
