package dev.lungfish.controller.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.PlanReason;
import dev.lungfish.core.fleet.plan.PoolPolicy;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.Reserve;
import dev.lungfish.core.fleet.plan.Schedule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolTablesTest {
    private static final String SEVERAL =
            """
            [leases]
            mode = "automatic"
            wakers = 3
            zone = "Europe/Berlin"

            [pools.compute]
            hosts = ["node*"]
            reserve = { quantile = 0.99, least = 2 }
            wakes_per_day = 6
            hosts_per_minute = 4
            watts_per_minute = 3000
            watts = 250
            drain = true
            forecast = false

            [pools.compute.quorum.ceph]
            hosts = ["node1", "node2", "node3"]
            awake = 2

            [[pools.compute.schedule]]
            name = "work"
            days = ["mon-fri"]
            from = "08:00"
            to = "18:00"
            awake = 10

            [[pools.compute.schedule]]
            days = ["sat-mon", "wednesday"]
            from = "22:00"
            to = "24:00"
            zone = "UTC"
            mode = "off"

            [pools.store]
            hosts = ["node7", "san?.example.org"]
            reserve = "20%"
            mode = "recommend"

            [power.rack1]
            hosts = ["node1*", "san1.example.org"]
            watts_per_minute = 1000

            [[exclude]]
            hosts = ["node9"]
            reason = "the door of the rack is its ear"
            """;

    private static PoolsConfiguration read(String text) {
        return ControllerFile.parse("c.toml", text).pools();
    }

    @Test
    void aFileWithoutPoolsHasOneOfAllHostsByTheSettingsOfLeases() {
        PoolsConfiguration pools =
                read(
                        """
                        [leases]
                        mode = "automatic"
                        first = "20min"
                        reserve = 3
                        awake_at_least = 2
                        wakers = 4
                        """);

        PoolConfiguration only = pools.of("any.example.org");
        assertThat(pools.all()).containsExactly(only);
        assertThat(only.name()).isEqualTo("default");
        PoolRules rules = only.policy().rules();
        assertThat(rules.mode()).isEqualTo(Mode.AUTOMATIC);
        assertThat(rules.leases().first()).isEqualTo(Duration.ofMinutes(20));
        assertThat(rules.reserve()).isEqualTo(new Reserve.Hosts(3));
        assertThat(rules.awake()).isEqualTo(2);
        assertThat(rules.wakers()).isEqualTo(4);
        assertThat(read("").rest().policy().rules()).isEqualTo(PoolRules.usual());
    }

    @Test
    void aPoolHasRulesOfItsOwnAndTheRestFromLeases() {
        PoolsConfiguration pools = read(SEVERAL);

        PoolConfiguration compute = pools.of("node12.example.org");
        PoolPolicy policy = compute.policy();
        assertThat(compute.name()).isEqualTo("compute");
        assertThat(policy.rules().mode()).isEqualTo(Mode.AUTOMATIC);
        assertThat(policy.rules().wakers()).isEqualTo(3);
        assertThat(policy.rules().reserve()).isEqualTo(new Reserve.Quantile(0.99, 2, 0));
        assertThat(policy.rules().quorums()).isEqualTo(Map.of("ceph", 2));
        assertThat(policy.rules().wakesPerDay()).isEqualTo(6);
        assertThat(policy.rules().drain()).isTrue();
        assertThat(policy.forecasts()).isFalse();
        assertThat(compute.limits()).isEqualTo(new RateLimits(4, 3000));
        assertThat(compute.watts()).isEqualTo(250);
        assertThat(policy.schedules())
                .map(Schedule::name, Schedule::awake, Schedule::mode)
                .containsExactly(
                        tuple("work", 10, Optional.empty()), tuple("2", 0, Optional.of(Mode.OFF)));
        assertThat(policy.schedules().getFirst().when().zone())
                .isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(policy.schedules().getLast().when().days())
                .isEqualTo(
                        Set.of(
                                DayOfWeek.SATURDAY,
                                DayOfWeek.SUNDAY,
                                DayOfWeek.MONDAY,
                                DayOfWeek.WEDNESDAY));
        assertThat(policy.schedules().getLast().when().to()).isEqualTo(LocalTime.MIDNIGHT);
    }

    @Test
    void idleHostsWaitAsLongAsIsLearnedOrForATime() {
        PoolsConfiguration pools =
                read(
                        """
                        [leases]
                        break_even = "90s"

                        [pools.a]
                        hosts = ["a"]

                        [pools.b]
                        hosts = ["b"]
                        idle = "0s"

                        [pools.c]
                        hosts = ["c"]
                        idle = "learned"
                        idle_share = 0.05
                        """);

        assertThat(idle(pools, "a")).isEqualTo(new IdleRule.Learned(Duration.ofSeconds(90), 0.01));
        assertThat(idle(pools, "b")).isEqualTo(IdleRule.AT_ONCE);
        assertThat(idle(pools, "c")).isEqualTo(new IdleRule.Learned(Duration.ofSeconds(90), 0.05));
        assertThat(idle(read(""), "any")).isEqualTo(IdleRule.USUAL);
        PoolsConfiguration fixed =
                read(
                        """
                        [leases]
                        idle = "5min"
                        [pools.a]
                        hosts = ["a"]
                        idle = "learned"
                        """);
        assertThat(idle(fixed, "any")).isEqualTo(new IdleRule.Fixed(Duration.ofMinutes(5)));
        assertThat(idle(fixed, "a")).isEqualTo(IdleRule.USUAL);
    }

    private static IdleRule idle(PoolsConfiguration pools, String host) {
        return pools.of(host).policy().idle();
    }

    @Test
    void tellsWhatIsWrongWithIdleTimes() {
        assertThatThrownBy(() ->
                        read(
                                """
                                [leases]
                                idle = "sometimes"
                                break_even = "0s"
                                idle_share = 2.0
                                [pools.a]
                                hosts = ["a"]
                                idle = "5min"
                                break_even = "1min"
                                """))
                .hasMessageContaining("c.toml:2:")
                .hasMessageContaining("leases.idle: \"learned\", or a length from 0 s to 86400 s")
                .hasMessageContaining("leases.break_even: a length from 1 s to 86400 s")
                .hasMessageContaining("leases.idle_share: a number above 0 and below 1")
                .hasMessageContaining("c.toml:8:")
                .hasMessageContaining(
                        "pools.a.break_even: pools.a.idle = \"learned\" expected, found 5 min");
    }

    /// A name is stronger than a pattern of another pool.
    @Test
    void theEnergyOfAHostFollowsFromItsWattsUnlessItIsSet() {
        PoolsConfiguration pools =
                read(
                        """
                        [leases]
                        energy = { asleep = 7 }
                        [pools.a]
                        hosts = ["a*"]
                        [pools.b]
                        hosts = ["b*"]
                        watts = 250
                        [pools.c]
                        hosts = ["c*"]
                        energy = { awake = 300, asleep = 9, changing = 310 }
                        """);

        assertThat(pools.all())
                .map(
                        pool -> pool.power().awake(),
                        pool -> pool.power().asleep(),
                        pool -> pool.power().changing())
                .containsExactly(
                        tuple(107.0, 7.0, 128.0),
                        tuple(257.0, 7.0, 308.0),
                        tuple(300.0, 9.0, 310.0),
                        tuple(107.0, 7.0, 128.0));
    }

    @Test
    void aHostThatDrawsMoreAsleepThanAwakeIsRefused() {
        assertThatThrownBy(() -> read("[leases]\nenergy = { awake = 90, asleep = 90 }\n"))
                .hasMessageContaining("c.toml:2")
                .hasMessageContaining("leases.energy.asleep")
                .hasMessageContaining("less than leases.energy.awake");
        assertThatThrownBy(() -> read("[leases]\nenergy = { asleep = 20, changing = 10 }\n"))
                .hasMessageContaining("leases.energy.asleep or more");
        assertThatThrownBy(() -> read("[leases]\nenergy = { idle = 90 }\n"))
                .hasMessageContaining("leases.energy.idle");
    }

    @Test
    void aHostIsOfOnePoolAndOfItsPowerDomain() {
        PoolsConfiguration pools = read(SEVERAL);

        assertThat(pools.of("node7").name()).isEqualTo("store");
        assertThat(pools.of("san1.example.org").name()).isEqualTo("store");
        assertThat(pools.of("san1.example.com").name()).isEqualTo("default");
        assertThat(pools.of("store1").name()).isEqualTo("default");
        assertThat(pools.domain("node15")).contains("rack1");
        assertThat(pools.domain("node2")).isEmpty();
        assertThat(pools.excluded("node9"))
                .contains(new PlanReason.ExcludedBySetting("the door of the rack is its ear"));
        assertThat(pools.excluded("node8")).isEmpty();
    }

    @Test
    void tellsWhatIsWrongInPoolsWithItsLine() {
        assertThatThrownBy(() ->
                        read(
                                """
                                [pools.default]
                                hosts = ["a"]
                                [pools.one]
                                hosts = ["a"]
                                reserve = "much"
                                colour = "red"
                                wakers = 0
                                [pools.two]
                                zone = "Europe/Nowhere"
                                [[pools.two.schedule]]
                                days = ["mon-fry"]
                                from = "8"
                                to = "18:00"
                                whom = "all"
                                [[exclude]]
                                hosts = ["b"]
                                """))
                .hasMessageContaining("c.toml:1:")
                .hasMessageContaining("its settings are those of [leases]")
                .hasMessageContaining("hosts that no other pool has expected, found a")
                .hasMessageContaining("c.toml:5:")
                .hasMessageContaining("pools.one.reserve: a number of hosts, \"20%\", or {")
                .hasMessageContaining("c.toml:6:")
                .hasMessageContaining("pools.one.colour is no setting")
                .hasMessageContaining("pools.one.wakers: 1 to")
                .hasMessageContaining("pools.two.hosts: names of hosts")
                .hasMessageContaining("pools.two.zone: a time zone")
                .hasMessageContaining("c.toml:11:")
                .hasMessageContaining("pools.two.schedule.days: days as \"mon\" or \"mon-fri\"")
                .hasMessageContaining("pools.two.schedule.from: a time of the day")
                .hasMessageContaining("pools.two.schedule.awake: awake, or mode, or both")
                .hasMessageContaining("c.toml:14:")
                .hasMessageContaining("pools.two.schedule.whom is no setting")
                .hasMessageContaining("exclude.reason: hosts, and a reason in words");
    }
}
