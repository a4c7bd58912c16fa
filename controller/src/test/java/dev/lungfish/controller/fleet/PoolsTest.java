package dev.lungfish.controller.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.controller.store.PoolTable;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.demand.Demand.Need;
import dev.lungfish.core.fleet.plan.BoundReason;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.PlanReason;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Several pools by a configuration, with hosts that live by it.
@Timeout(120)
class PoolsTest {
    /// A Tuesday.
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private static final Duration RESUME = Duration.ofSeconds(20);

    private static final String TWO =
            """
            [leases]
            mode = "automatic"
            reserve = 0
            awake_at_least = 0
            wakers = 1
            zone = "UTC"

            [pools.compute]
            hosts = ["node*"]

            [pools.store]
            hosts = ["san*"]
            mode = "recommend"
            """;

    private static Demand demand(Instant from, Need need, Optional<String> pool) {
        return new Demand("job", "somebody", need, from, from.plus(Duration.ofHours(1)), 0, pool);
    }

    @Test
    void hostsOfAPoolThatStaysAwakeAreTheWakersOfTheOther() throws Exception {
        try (PlayedFleet fleet = new PlayedFleet(NOON, TWO, "node1", "node2", "san1")) {
            fleet.live(Duration.ofMinutes(6), RESUME);

            assertThat(fleet.asleep("node")).isEqualTo(2);
            assertThat(fleet.asleep("san")).isZero();
            assertThat(fleet.pool("compute").bound().least()).isZero();
            assertThat(fleet.pool("store").mode()).isEqualTo(Mode.RECOMMEND);
            assertThat(fleet.loop().questions().poolOf(fleet.loop().named("node1")))
                    .isEqualTo("compute");
        }
    }

    @Test
    void aDemandAsksOnePoolAndWhoDoesNotSayWhichIsAsked() throws Exception {
        try (PlayedFleet fleet = new PlayedFleet(NOON, TWO, "node1", "node2", "san1")) {
            fleet.live(Duration.ofMinutes(6), RESUME);

            assertThatThrownBy(() ->
                            fleet.loop()
                                    .demand(
                                            demand(
                                                    fleet.now(),
                                                    new Need.Hosts(1),
                                                    Optional.empty())))
                    .isInstanceOf(ReasonException.class)
                    .hasMessageContaining("there are several pools");
            assertThatThrownBy(() ->
                            fleet.loop()
                                    .demand(
                                            demand(
                                                    fleet.now(),
                                                    new Need.Hosts(1),
                                                    Optional.of("nowhere"))))
                    .hasMessageContaining("there is no pool nowhere");
            fleet.loop().demand(demand(fleet.now(), new Need.Hosts(2), Optional.of("compute")));

            assertThat(fleet.state("node1")).isEqualTo("waking");
            fleet.restart();
            fleet.pass(Duration.ofSeconds(1));
            assertThat(fleet.loop().questions().claims())
                    .singleElement()
                    .satisfies(claim ->
                            assertThat(claim.hosts()).containsExactlyInAnyOrder("node1", "node2"));
        }
    }

    @Test
    void whatADemandWouldComeToIsSaidAndNothingIsDone() throws Exception {
        try (PlayedFleet fleet = new PlayedFleet(NOON, TWO, "node1", "node2", "san1")) {
            fleet.live(Duration.ofMinutes(6), RESUME);
            int events = fleet.events().size();
            Demand demand = demand(fleet.now(), new Need.OneHost("node1"), Optional.empty());

            DryRun.OfDemand would = fleet.loop().questions().would(demand);
            DryRun.OfHost wake = fleet.loop().questions().would("node2", new Change.Wake("anna"));

            assertThat(would.wanted()).containsOnlyKeys("node1");
            assertThat(would.claim().orElseThrow().hosts()).containsExactly("node1");
            assertThat(wake.wakes()).isTrue();
            assertThat(wake.after().host().state().spelling()).isEqualTo("waking");
            assertThat(fleet.state("node1")).isEqualTo("asleep");
            assertThat(fleet.state("node2")).isEqualTo("asleep");
            assertThat(fleet.events()).hasSize(events);
            fleet.loop().demand(demand);
            assertThat(fleet.loop().questions().wouldEnd("job").unwanted())
                    .containsExactly("node1");
            assertThat(fleet.loop().questions().claims()).hasSize(1);
        }
    }

    @Test
    void aControllerThatStartsAnewGoesOnWithWhatWasLeftOfTheRates() throws Exception {
        String slow = TWO + "\n[power.rack]\nhosts = [\"*\"]\nhosts_per_minute = 1\n";
        try (PlayedFleet fleet = new PlayedFleet(NOON, slow, "node1", "node2", "node3", "san1")) {
            fleet.live(Duration.ofMinutes(3), RESUME);
            assertThat(fleet.asleep("node")).isPositive();
            double left =
                    Objects.requireNonNull(fleet.pool("compute").rates().domains().get("rack"))
                            .hosts()
                            .orElseThrow()
                            .tokens();
            fleet.restart();
            assertThat(
                            fleet.pool("compute")
                                    .rates()
                                    .domains()
                                    .get("rack")
                                    .hosts()
                                    .orElseThrow()
                                    .tokens())
                    .isEqualTo(left);
        }
    }

    @Test
    void aScheduleHasItsHostsUpWhenItBeginsByWhatTheyWereMeasuredToNeed() throws Exception {
        String work =
                TWO
                        + """
                        [[pools.compute.schedule]]
                        name = "evening"
                        days = ["tue"]
                        from = "13:00"
                        to = "13:20"
                        awake = 2
                        """;
        Duration slow = Duration.ofMinutes(3);
        try (PlayedFleet fleet = new PlayedFleet(NOON, work, "node1", "node2", "node3", "san1")) {
            for (int wake = 0; wake < 3; wake++) {
                fleet.live(Duration.ofMinutes(6), slow);
                Member _ = fleet.loop().change("node1", new Change.Wake("anna"));
                fleet.live(Duration.ofMinutes(5), slow);
            }
            assertThat(fleet.pool("compute").resume()).isBetween(slow, slow.plusSeconds(30));
            fleet.restart();
            fleet.pass(Duration.ofSeconds(1));
            assertThat(fleet.pool("compute").resume()).isBetween(slow, slow.plusSeconds(30));

            fleet.live(Duration.between(fleet.now(), Instant.parse("2026-12-01T13:00:00Z")), slow);

            assertThat(3 - fleet.asleep("node")).isGreaterThanOrEqualTo(2);
            assertThat(fleet.events()).contains("schedule-kept");
            PoolReport report = fleet.pool("compute");
            assertThat(report.schedules()).containsExactly("evening");
            assertThat(report.bound().binding())
                    .contains(new BoundReason.AwakeBySchedule(2, "evening"));
            fleet.live(Duration.ofMinutes(15), slow);
            assertThat(3 - fleet.asleep("node")).isGreaterThanOrEqualTo(2);
            fleet.live(Duration.ofMinutes(12), slow);
            assertThat(fleet.asleep("node")).isEqualTo(3);
        }
    }

    @Test
    void aReserveIsMeasuredByTheArrivalsOfThePoolAndIsKeptOverARestart() throws Exception {
        String quantile =
                TWO.replace(
                        "hosts = [\"node*\"]",
                        """
                        hosts = ["node*"]
                        awake_at_least = 3
                        reserve = { quantile = 0.99, least = 0 }\
                        """);
        try (PlayedFleet fleet =
                new PlayedFleet(NOON, quantile, "node1", "node2", "node3", "san1")) {
            fleet.live(Duration.ofMinutes(5), RESUME);
            for (int i = 0; i < 3; i++) {
                fleet.guests("node1", 1);
                fleet.guests("node2", 1);
                fleet.live(Duration.ofMinutes(3), RESUME);
                fleet.guests("node1", 0);
                fleet.guests("node2", 0);
                fleet.live(Duration.ofMinutes(3), RESUME);
            }

            assertThat(fleet.pool("compute").arrivals()).isEqualTo(6);
            assertThat(fleet.pool("compute").bound().rules())
                    .filteredOn(BoundReason.AwakeByArrivals.class::isInstance)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            BoundReason.AwakeByArrivals.class,
                            rule -> assertThat(rule.reserve()).isEqualTo(2));
            fleet.restart();
            assertThat(fleet.pool("compute").arrivals()).isEqualTo(6);
        }
    }

    @Test
    void aHostThatWasUsedUntilLatelyIsKeptAndSaysUntilWhen() throws Exception {
        String fixed = TWO.replace("hosts = [\"node*\"]", "hosts = [\"node*\"]\nidle = \"5min\"");
        try (PlayedFleet fleet = new PlayedFleet(NOON, fixed, "node1", "node2", "san1")) {
            fleet.guests("node1", 1);
            fleet.live(Duration.ofMinutes(6), RESUME);
            assertThat(fleet.state("node1")).isEqualTo("awake");
            assertThat(fleet.state("node2")).isEqualTo("asleep");

            fleet.guests("node1", 0);
            fleet.live(Duration.ofMinutes(2), RESUME);

            Decision kept =
                    Objects.requireNonNull(
                            fleet.loop().questions().plan().decisions().get("node1"));
            assertThat(kept.why())
                    .isInstanceOfSatisfying(
                            PlanReason.HostIdleTooShort.class,
                            why -> {
                                assertThat(why.idle()).isEqualTo(Duration.ofMinutes(5));
                                assertThat(why.until())
                                        .isBetween(
                                                fleet.now().plus(Duration.ofMinutes(3)),
                                                fleet.now().plus(Duration.ofMinutes(5)));
                                assertThat(kept.changes()).contains(why.until());
                                assertThat(fleet.pool("compute").bound().binding())
                                        .contains(
                                                new BoundReason.AwakeByIdle(
                                                        1, 1, Duration.ofMinutes(5), why.until()));
                            });
            fleet.live(Duration.ofMinutes(6), RESUME);
            assertThat(fleet.state("node1")).isEqualTo("asleep");
            assertThat(fleet.pool("compute").bound().rules()).isEmpty();
        }
    }

    @Test
    void whatWasLearnedOfIdleTimesIsKeptOverARestart() throws Exception {
        String quick =
                TWO.replace(
                        "hosts = [\"node*\"]",
                        """
                        hosts = ["node*"]
                        awake_at_least = 2
                        idle = "learned"
                        break_even = "30s"
                        idle_share = 0.01\
                        """);
        try (PlayedFleet fleet = new PlayedFleet(NOON, quick, "node1", "node2", "san1")) {
            assertThat(fleet.pool("compute").idle().waiting()).isEqualTo(Duration.ofMinutes(1));
            for (int use = 0; use < 9; use++) {
                fleet.guests("node1", 1);
                fleet.live(Duration.ofMinutes(3), RESUME);
                fleet.guests("node1", 0);
                fleet.live(Duration.ofMinutes(3), RESUME);
            }
            fleet.live(Duration.ofMinutes(1), RESUME);

            PoolReport.Idle learned = fleet.pool("compute").idle();
            assertThat(learned.gaps()).isEqualTo(8);
            assertThat(learned.waiting()).isNotEqualTo(Duration.ofMinutes(1));
            fleet.restart();
            assertThat(fleet.pool("compute").idle()).isEqualTo(learned);
        }
    }

    @Test
    void quartersOfAnHourAreKeptForTheForecast() throws Exception {
        try (PlayedFleet fleet = new PlayedFleet(NOON, TWO, "node1", "san1")) {
            fleet.guests("node1", 2);
            fleet.live(Duration.ofMinutes(50), RESUME);
            fleet.restart();

            assertThat(fleet.pool("compute").forecast().since()).contains(NOON);
            assertThat(fleet.pool("compute").forecast().acted()).isFalse();
            List<PoolTable.Count> kept =
                    fleet.store().work(transaction -> transaction.pools().uses("compute"));
            assertThat(kept)
                    .hasSize(3)
                    .last()
                    .satisfies(slot -> assertThat(slot.hosts()).isEqualTo(1));
        }
    }

    @Test
    void aHostThatTheConfigurationExcludesStaysAwakeAndSaysWhy() throws Exception {
        String excluded =
                TWO + "\n[[exclude]]\nhosts = [\"node1\"]\nreason = \"its fan is loud\"\n";
        try (PlayedFleet fleet = new PlayedFleet(NOON, excluded, "node1", "node2", "san1")) {
            fleet.live(Duration.ofMinutes(6), RESUME);

            assertThat(fleet.state("node1")).isEqualTo("awake");
            assertThat(fleet.state("node2")).isEqualTo("asleep");
            Decision decision =
                    Objects.requireNonNull(
                            fleet.loop().questions().plan().decisions().get("node1"));
            assertThat(decision.why()).extracting(Reason::code).isEqualTo("host-excluded");
        }
    }
}
