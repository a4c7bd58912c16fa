package dev.lungfish.core.fleet.plan;

import static dev.lungfish.core.fleet.pool.PoolHosts.ASLEEP;
import static dev.lungfish.core.fleet.pool.PoolHosts.AWAKE;
import static dev.lungfish.core.fleet.pool.PoolHosts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.demand.Lead;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.pool.PoolHosts;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.pool.TokenBucket;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostContext;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.Permission;
import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static PoolRules rules(Mode mode, Reserve reserve, int awake, int wakers) {
        return new PoolRules(
                mode,
                SleepTarget.MEM,
                LeaseRules.usual(),
                Lead.USUAL,
                reserve,
                awake,
                wakers,
                List.of(),
                Map.of("pair", 1),
                24,
                true,
                Duration.ofMinutes(1));
    }

    private static final PoolRules FREE = rules(Mode.AUTOMATIC, new Reserve.Hosts(0), 0, 1);

    private static List<PoolHost> awake(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> PoolHosts.of(number, AWAKE))
                .toList();
    }

    private static Decision decide(PoolRules rules, List<PoolHost> hosts, Rates rates) {
        return new Planner(rules, PoolView.of(hosts))
                .decide(NOW, hosts.getFirst(), Optional.empty(), rates, 1);
    }

    private static Reason why(PoolRules rules, List<PoolHost> hosts) {
        return decide(rules, hosts, Rates.NONE).why();
    }

    @Test
    void letsWhoeverNobodyNeedsSleep() {
        Decision decision = decide(FREE, awake(2), Rates.NONE);

        assertThat(decision.act()).isInstanceOf(Decision.Act.Sleep.class);
        assertThat(decision.permission(FREE, new Epoch(3), "lease1"))
                .isInstanceOfSatisfying(
                        Permission.May.class,
                        may -> {
                            assertThat(may.lease().id()).isEqualTo("lease1");
                            assertThat(may.lease().epoch()).isEqualTo(new Epoch(3));
                        });
    }

    @Test
    void onlyShowsWhatItWouldDoWhereItRecommends() {
        PoolRules shown = rules(Mode.RECOMMEND, new Reserve.Hosts(0), 0, 1);

        assertThat(decide(shown, awake(2), Rates.NONE).permission(shown, new Epoch(3), "lease1"))
                .isInstanceOfSatisfying(
                        Permission.MayNot.class,
                        not ->
                                assertThat(not.reason())
                                        .isInstanceOf(PlanReason.PlanWouldSleep.class));
        assertThat(why(rules(Mode.OFF, new Reserve.Hosts(0), 0, 1), awake(2)))
                .isEqualTo(new PlanReason.PlanIsOff());
    }

    @Test
    void keepsSomebodyAwakeOnEachNetworkWhoWakesTheOthers() {
        List<PoolHost> apart =
                List.of(
                        PoolHosts.of(1, AWAKE, "10.0.0.1/24"),
                        PoolHosts.of(2, AWAKE, "10.0.1.2/24"));

        assertThat(why(FREE, apart)).isEqualTo(new PlanReason.WakersKept("10.0.0.0/24", 1, 0));
        assertThat(why(rules(Mode.AUTOMATIC, new Reserve.Hosts(0), 0, 2), awake(3)))
                .isInstanceOf(PlanReason.HostIdle.class);
        assertThat(
                        why(
                                rules(Mode.AUTOMATIC, new Reserve.Hosts(0), 0, 2),
                                List.of(
                                        PoolHosts.of(1, AWAKE),
                                        PoolHosts.of(2, AWAKE),
                                        PoolHosts.of(3, ASLEEP))))
                .isEqualTo(new PlanReason.WakersKept("10.0.0.0/24", 2, 1));
        PoolRules covered =
                new PoolRules(
                        Mode.AUTOMATIC,
                        SleepTarget.MEM,
                        LeaseRules.usual(),
                        Lead.USUAL,
                        new Reserve.Hosts(0),
                        0,
                        2,
                        List.of(NetworkAddress.parse("10.0.0.200/24")),
                        Map.of(),
                        24,
                        false,
                        Duration.ofMinutes(1));
        assertThat(why(covered, apart)).isInstanceOf(PlanReason.HostIdle.class);
    }

    @Test
    void keepsTheMinimumTheReserveAndTheQuorum() {
        assertThat(why(rules(Mode.AUTOMATIC, new Reserve.Hosts(0), 3, 1), awake(3)))
                .isEqualTo(new PlanReason.MinimumAwakeKept(3, 2));
        assertThat(why(rules(Mode.AUTOMATIC, new Reserve.Share(50), 0, 1), awake(2)))
                .isInstanceOf(PlanReason.HostIdle.class);
        assertThat(
                        why(
                                rules(Mode.AUTOMATIC, new Reserve.Hosts(1), 0, 1),
                                List.of(
                                        PoolHosts.of(1, AWAKE),
                                        PoolHosts.withGuests(
                                                PoolHosts.of(2, AWAKE), OptionalInt.of(3)))))
                .isEqualTo(new PlanReason.ReserveKept(1, 0));
        List<PoolHost> three =
                awake(3).stream().map(host -> PoolHosts.withQuorum(host, "ceph")).toList();
        assertThat(why(FREE, three)).isInstanceOf(PlanReason.HostIdle.class);
        List<PoolHost> oneSleeps =
                List.of(
                        three.get(0),
                        three.get(1),
                        PoolHosts.withQuorum(PoolHosts.of(3, ASLEEP), "ceph"));
        assertThat(why(FREE, oneSleeps)).isEqualTo(new PlanReason.QuorumKept("ceph", 2, 1));
    }

    @Test
    void emptiesAHostWithGuestsAndLeavesOneAloneOfWhichNobodyKnows() {
        PoolHost busy = PoolHosts.withGuests(PoolHosts.of(1, AWAKE), OptionalInt.of(2));
        PoolHost dark = PoolHosts.withGuests(PoolHosts.of(1, AWAKE), OptionalInt.empty());

        assertThat(decide(FREE, List.of(busy, PoolHosts.of(2, AWAKE)), Rates.NONE).act())
                .isInstanceOf(Decision.Act.Drain.class);
        assertThat(why(FREE, List.of(dark, PoolHosts.of(2, AWAKE))))
                .isEqualTo(new PlanReason.HostGuestsUnknown());
    }

    @Test
    void keepsToTheRatesAndSaysWhenTheNextMaySleep() {
        Rates slow =
                new Rates(
                        new Rates.Pace(Optional.of(TokenBucket.full(1, 1, NOW)), Optional.empty()),
                        Map.of());
        Rates spent = slow.spend(NOW, PoolHosts.of(9, AWAKE));

        assertThat(decide(FREE, awake(3), slow).act()).isInstanceOf(Decision.Act.Sleep.class);
        assertThat(decide(FREE, awake(3), spent).changes()).contains(NOW.plusSeconds(60));
        // Whoever has slept until now takes nothing from the others.
        List<PoolHost> woken = List.of(PoolHosts.of(1, ASLEEP), PoolHosts.of(2, AWAKE));
        assertThat(decide(FREE, woken, spent).act()).isInstanceOf(Decision.Act.Sleep.class);
    }

    @Test
    void endsALeaseBeforeADemandAndAWakeup() {
        List<PoolHost> hosts = awake(2);
        Planner planner = new Planner(FREE, PoolView.of(hosts));
        Instant soon = NOW.plus(Duration.ofMinutes(12));
        Duration lead = Duration.ofSeconds(70);

        assertThat(planner.decide(NOW, hosts.getFirst(), Optional.of(soon), Rates.NONE, 1).act())
                .isInstanceOfSatisfying(
                        Decision.Act.Sleep.class,
                        sleep ->
                                assertThat(sleep.length())
                                        .isLessThanOrEqualTo(Duration.ofMinutes(12).minus(lead)));
        assertThat(
                        planner.decide(
                                        NOW,
                                        hosts.getFirst(),
                                        Optional.of(NOW.plus(Duration.ofMinutes(6))),
                                        Rates.NONE,
                                        1)
                                .why())
                .isEqualTo(new PlanReason.DemandNear(NOW.plus(Duration.ofMinutes(6)), lead));
        Instant wakeup = NOW.plus(Duration.ofMinutes(4));
        assertThat(
                        planner.decide(
                                        NOW,
                                        PoolHosts.withWakeup(hosts.getFirst(), wakeup),
                                        Optional.of(soon),
                                        Rates.NONE,
                                        1)
                                .why())
                .isEqualTo(new PlanReason.WakeupNear(wakeup));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noOrderOfCallsBreaksARule(long seed) {
        Random random = new Random(seed);
        PoolRules rules =
                rules(
                        Mode.AUTOMATIC,
                        random.nextBoolean() ? new Reserve.Hosts(2) : new Reserve.Share(10),
                        random.nextInt(3),
                        1 + random.nextInt(2));
        List<PoolHost> hosts = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            PoolHost host = PoolHosts.of(i, AWAKE, "10.0.%d.%d/24".formatted(random.nextInt(4), i));
            hosts.add(random.nextInt(8) == 0 ? PoolHosts.withQuorum(host, "ceph") : host);
        }
        PoolView view = PoolView.of(hosts);
        Planner planner = new Planner(rules, view);
        long members = hosts.stream().filter(host -> host.quorums().contains("ceph")).count();
        int slept = 0;
        for (int i = 0; i < 400; i++) {
            PoolHost host = view.host("host" + (1 + random.nextInt(40))).orElseThrow();
            boolean isAwake = host.state().isAwake();
            if (isAwake
                    && planner.decide(NOW, host, Optional.empty(), Rates.NONE, i).act()
                            instanceof Decision.Act.Sleep) {
                slept++;
                view.put(with(host, ASLEEP));
            } else if (!isAwake && random.nextInt(4) == 0) {
                view.put(with(host, AWAKE));
            }
            long awake = view.hosts().stream().filter(one -> one.state().isAwake()).count();
            assertThat(awake).isGreaterThanOrEqualTo(Math.max(2, rules.awake()));
            assertThat(view.hosts().stream().filter(PoolHost::isFree).count())
                    .isGreaterThanOrEqualTo(rules.reserve().of(40));
            assertThat(
                            view.hosts().stream()
                                    .filter(one -> one.quorums().contains("ceph"))
                                    .filter(one -> one.state().isAwake())
                                    .count())
                    .isGreaterThanOrEqualTo(members == 0 ? 0 : members / 2 + 1);
            for (PoolHost sleeper : view.hosts()) {
                assertThat(
                                view.hosts().stream()
                                        .filter(one -> one.state().isAwake())
                                        .anyMatch(one ->
                                                one.identity()
                                                        .sharesNetworkWith(sleeper.identity())))
                        .isTrue();
            }
        }
        assertThat(slept).isGreaterThan(20);
    }

    private static PoolHost with(PoolHost host, HostState state) {
        return host.with(
                new FleetHost(
                        state,
                        host.host().target(),
                        host.host().wanted(),
                        host.host().held(),
                        host.host().history(),
                        host.host().seen()));
    }

    @Test
    void planOfAPoolSaysOfEachHostWhatAndWhy() {
        HostContext context =
                new HostContext(
                        HostRules.usual(),
                        new Epoch(1),
                        Duration.ofSeconds(10),
                        List.of(WakePath.PACKETS),
                        Duration.ofHours(8),
                        false);

        Plan plan = Plan.of(NOW, FREE, awake(4), Map.of(), Rates.NONE, _ -> context, 1);

        assertThat(plan.decisions()).hasSize(4);
        assertThat(
                        plan.decisions().values().stream()
                                .filter(one -> one.act() instanceof Decision.Act.Sleep))
                .hasSize(3);
        assertThat(plan.decisions().get("host4"))
                .isEqualTo(Decision.stay(new PlanReason.WakersKept("10.0.0.0/24", 1, 0)));
    }
}
