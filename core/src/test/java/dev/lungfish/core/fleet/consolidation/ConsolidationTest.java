package dev.lungfish.core.fleet.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Emptying;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Move;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan.Round;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsolidationTest {
    private static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");
    private static final ConsolidationRules BARE =
            new ConsolidationRules(0, 0, false, 100, 2, 60, 50_000);

    private final List<HostRoom> hosts = new ArrayList<>();
    private final List<GuestLoad> guests = new ArrayList<>();

    @Test
    void emptiesTheHostWithLeastToMoveForAWatt() {
        hosts("a", "b");
        guest("a1", "a", 4);
        guest("b1", "b", 8);

        ConsolidationPlan plan = plan(BARE);

        assertThat(plan.emptyings())
                .containsExactly(
                        new Emptying(
                                "a",
                                List.of(new Round(List.of(new Move("a1", "a", "b", gib(4))))),
                                true));
        assertThat(plan.bound()).isEqualTo(new LowerBound(1, LowerBound.Limit.MEMORY));
        assertThat(plan.gap()).isZero();
        assertThat(plan.hosts())
                .containsExactly(
                        java.util.Map.entry("b", new ConsolidationReason.HostRoomNeeded(1, 1)));
        // 100 W for two hours, without 20 kJ for the wake and 60 J for each of 4 GiB.
        assertThat(plan.balance())
                .isEqualTo(new ConsolidationPlan.Balance(gib(4), 100, 720_000 - 20_000 - 240));
        assertThat(plan.memoryPerWatt()).contains(new ByteCount(gib(4).bytes() / 100));
    }

    @Test
    void plansNothingAtTheBound() {
        hosts("a", "b");
        guest("a1", "a", 10);
        guest("b1", "b", 10);

        assertThat(plan(BARE).nothing())
                .contains(new ConsolidationReason.PoolAtBound(2, 0, 2, LowerBound.Limit.MEMORY));
        assertThat(plan(BARE).emptyings()).isEmpty();
    }

    @Test
    void keepsTheReserveEmptyAndTheMinimumAwake() {
        hosts("a", "b", "c", "d");
        guest("a1", "a", 2);
        guest("b1", "b", 2);

        ConsolidationPlan reserve = plan(new ConsolidationRules(1, 0, false, 100, 2, 60, 50_000));
        ConsolidationPlan least = plan(new ConsolidationRules(0, 3, false, 100, 2, 60, 50_000));

        assertThat(reserve.sleeping()).hasSize(2);
        assertThat(reserve.hosts().values()).contains(new ConsolidationReason.HostInReserve(1));
        assertThat(least.awakeAfter()).isEqualTo(3);
    }

    @Test
    void leavesEnoughForTheGuestsOfAHostThatFails() {
        hosts("a", "b", "c");
        guest("a1", "a", 9);
        guest("b1", "b", 5);
        guest("c1", "c", 1);

        ConsolidationRules covered = new ConsolidationRules(0, 0, true, 100, 2, 60, 50_000);

        // With two hosts the failure of one leaves 16 GiB for 15.
        assertThat(plan(BARE).awakeAfter()).isEqualTo(1);
        assertThat(plan(covered).awakeAfter()).isEqualTo(2);
        guest("a2", "a", 2);
        assertThat(plan(covered).nothing()).isPresent();
    }

    @Test
    void plansNothingWhereAHostMayNotFailNow() {
        hosts("a", "b", "c");
        guest("a1", "a", 15);
        guest("b1", "b", 2);
        guest("c1", "c", 2);

        assertThat(plan(ConsolidationRules.usual()).nothing())
                .contains(new ConsolidationReason.PoolAtBound(3, 1, 2, LowerBound.Limit.MEMORY));
        assertThat(plan(new ConsolidationRules(0, 0, true, 100, 2, 60, 50_000)).nothing())
                .contains(new ConsolidationReason.PoolFailureNotCovered("a"));
    }

    @Test
    void tellsOfEachGuestWhyItStays() {
        hosts("a", "b");
        Binding device = new Binding.Bound(new ConsolidationReason.GuestHasHostDevice("01:00.0"));
        guests.add(GuestLoad.of("device", "a", needs(1)).with(device));
        guests.add(
                GuestLoad.of("sticky", "b", needs(1))
                        .with(new Binding.Sticky(NOW.plusSeconds(60))));

        ConsolidationPlan plan = plan(BARE);

        assertThat(plan.emptyings()).isEmpty();
        assertThat(plan.guests())
                .containsEntry("device", new ConsolidationReason.GuestHasHostDevice("01:00.0"))
                .containsEntry(
                        "sticky", new ConsolidationReason.GuestMoveFailed(NOW.plusSeconds(60)));
        assertThat(plan.hosts().get("a"))
                .isEqualTo(
                        new ConsolidationReason.HostGuestStays(
                                "device",
                                new ConsolidationReason.GuestHasHostDevice("01:00.0"),
                                0));
        assertThat(Consolidation.plan(NOW.plusSeconds(60), hosts, guests, BARE).sleeping())
                .containsExactly("b");
    }

    @Test
    void movesGuestsOnlyWhereTheirProcessorAndLabelsAre() {
        host("a", "epyc", Set.of("EPYC"), Set.of("nfs"));
        host("b", "xeon", Set.of("Skylake-Server"), Set.of("nfs"));
        host("c", "xeon", Set.of("Skylake-Server"), Set.of());
        guests.add(guest("same", "a", new CpuNeed.SameAsHost(), Set.of()));
        guests.add(guest("named", "b", new CpuNeed.Model("Skylake-Server"), Set.of("nfs")));
        guests.add(guest("free", "c", new CpuNeed.Any(), Set.of()));

        ConsolidationPlan plan = plan(BARE);

        assertThat(plan.sleeping()).containsExactly("c");
        assertThat(plan.guests())
                .containsEntry("same", new ConsolidationReason.GuestSeesHostCpu("epyc"))
                .containsEntry("named", new ConsolidationReason.GuestNowhereElse());
    }

    @Test
    void keepsGuestsTogetherAndApart() {
        hosts("a", "b", "c");
        guests.add(grouped("a1", "a", Optional.of("pair"), Set.of()));
        guests.add(grouped("a2", "a", Optional.of("pair"), Set.of("spread")));
        guests.add(grouped("b1", "b", Optional.empty(), Set.of("spread")));
        guests.add(grouped("c1", "c", Optional.empty(), Set.of()));

        ConsolidationPlan plan = plan(BARE);

        assertThat(plan.sleeping()).containsExactly("c");
        assertThat(plan.bound()).isEqualTo(new LowerBound(2, LowerBound.Limit.APART));
        guests.add(grouped("c2", "c", Optional.of("pair"), Set.of()));
        assertThat(plan(BARE).guests())
                .containsEntry("c2", new ConsolidationReason.GuestGroupIsSplit("pair"));
    }

    @Test
    void keepsAHostWhoseSleepWouldNotPay() {
        hosts.add(HostRoom.of("a", room(), new SleepEnergy(100, 20_000, Duration.ofMinutes(3))));
        hosts.add(HostRoom.of("b", room(), new SleepEnergy(100, 20_000, Duration.ofMinutes(9))));
        guest("a1", "a", 4);
        guest("b1", "b", 4);

        ConsolidationPlan plan = plan(BARE);

        assertThat(plan.sleeping()).containsExactly("b");
        assertThat(plan.hosts().get("a"))
                .isEqualTo(
                        new ConsolidationReason.HostGapTooShort(
                                Duration.ofMinutes(3), Duration.ofMillis(202_400)));
    }

    @Test
    void movesAGuestAsideThatIsInTheWay() {
        hosts("a", "b", "c");
        // a1 only fits on b after b1 went to c.
        guest("a1", "a", 8);
        guest("b1", "b", 4);
        guest("b2", "b", 8);
        guest("c1", "c", 12);

        ConsolidationPlan plan = plan(BARE);

        assertThat(plan.moves())
                .extracting(Move::guest, Move::to)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("b1", "c"),
                        org.assertj.core.groups.Tuple.tuple("a1", "b"));
    }

    @Test
    void movesNoMoreThanItMay() {
        hosts("a", "b", "c");
        guest("a1", "a", 2);
        guest("a2", "a", 2);
        guest("b1", "b", 1);
        guest("b2", "b", 1);
        guest("c1", "c", 5);

        ConsolidationPlan two = plan(new ConsolidationRules(0, 0, false, 3, 2, 60, 50_000));

        assertThat(two.sleeping()).containsExactly("b");
        assertThat(two.hosts()).containsEntry("a", new ConsolidationReason.HostBeyondPlan(3));
        assertThat(plan(BARE).awakeAfter()).isEqualTo(1);
    }

    @Test
    void leavesHostsThatSleepAlone() {
        hosts("a", "b");
        hosts.add(
                new HostRoom(
                        "z",
                        room(),
                        "",
                        Set.of(),
                        Set.of(),
                        false,
                        new SleepEnergy(100, 0, Duration.ofHours(1)),
                        Optional.empty()));
        guest("a1", "a", 2);

        assertThat(plan(BARE).sleeping()).containsExactly("b");
    }

    private ConsolidationPlan plan(ConsolidationRules rules) {
        return Consolidation.plan(NOW, hosts, guests, rules);
    }

    private void hosts(String... names) {
        for (String name : names) {
            host(name, "", Set.of(), Set.of());
        }
    }

    private void host(String name, String cpu, Set<String> models, Set<String> labels) {
        hosts.add(
                new HostRoom(
                        name,
                        room(),
                        cpu,
                        models,
                        labels,
                        true,
                        new SleepEnergy(100, 20_000, Duration.ofHours(2)),
                        Optional.empty()));
    }

    private static Amounts room() {
        return Amounts.ofHost(gib(16), 8, 400, 80);
    }

    private void guest(String name, String host, int memory) {
        guests.add(GuestLoad.of(name, host, needs(memory)));
    }

    private static GuestLoad guest(String name, String host, CpuNeed cpu, Set<String> labels) {
        return new GuestLoad(
                name, host, needs(1), cpu, labels, Optional.empty(), Set.of(), new Binding.Free());
    }

    private static GuestLoad grouped(
            String name, String host, Optional<String> together, Set<String> apart) {
        return new GuestLoad(
                name,
                host,
                needs(1),
                new CpuNeed.Any(),
                Set.of(),
                together,
                apart,
                new Binding.Free());
    }

    private static Amounts needs(int memory) {
        return Amounts.ofGuest(gib(memory), 1, 100);
    }

    private static ByteCount gib(int gibibytes) {
        return new ByteCount((long) gibibytes << 30);
    }
}
