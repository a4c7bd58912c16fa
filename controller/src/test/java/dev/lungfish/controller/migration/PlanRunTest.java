package dev.lungfish.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.consolidation.Amounts;
import dev.lungfish.core.fleet.consolidation.Binding;
import dev.lungfish.core.fleet.consolidation.Consolidation;
import dev.lungfish.core.fleet.consolidation.ConsolidationPlan;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason;
import dev.lungfish.core.fleet.consolidation.ConsolidationRules;
import dev.lungfish.core.fleet.consolidation.CpuNeed;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import dev.lungfish.core.fleet.consolidation.HostRoom;
import dev.lungfish.core.fleet.consolidation.MoveFailures;
import dev.lungfish.core.fleet.consolidation.SleepEnergy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanRunTest {
    private static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");
    private static final ByteCount GIBIBYTE = new ByteCount(1L << 30);

    @Test
    void tellsEachHostThatIsEmptyOnceItsGuestsAreGone() {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        PlanRun run =
                new PlanRun(
                        move -> {
                            log.add(move.guest() + " to " + move.to());
                            return new MoveOutcome.Moved(Optional.empty());
                        },
                        host -> log.add(host + " is empty"));

        assertThat(run.run(plan())).isEmpty();

        assertThat(log).hasSize(4).endsWith("a is empty").contains("a1 to b", "a2 to b", "a3 to b");
    }

    @Test
    void endsAtTheFirstMoveThatFails() {
        MoveOutcome stayed =
                new MoveOutcome.Stayed(
                        new MigrationReason.MigrationTooLong("a1", Duration.ofMinutes(1)));
        List<String> empty = new ArrayList<>();
        List<String> moved = Collections.synchronizedList(new ArrayList<>());
        PlanRun run =
                new PlanRun(
                        move -> {
                            moved.add(move.guest());
                            return stayed;
                        },
                        empty::add);

        assertThat(run.run(plan())).hasSize(2).containsValue(stayed);

        assertThat(moved).hasSize(2);
        assertThat(empty).isEmpty();
    }

    @Test
    void letsAGuestStayLongerEachTimeThatItFails() {
        GuestLoad guest = GuestLoad.of("a1", "a", Amounts.ofGuest(GIBIBYTE, 1, 0));
        MoveFailures failures = new MoveFailures(Map.of()).failed("a1", NOW);
        assertThat(failures.bind(guest).binding())
                .isEqualTo(new Binding.Sticky(NOW.plus(Duration.ofHours(1))));

        for (int times = 0; times < 70; times++) {
            failures = failures.failed("a1", NOW);
        }

        assertThat(failures.bind(guest).binding())
                .isEqualTo(new Binding.Sticky(NOW.plus(Duration.ofDays(1))));
        assertThat(failures.moved("a1").bind(guest)).isEqualTo(guest);
    }

    @Test
    void readsWhatBindsAGuest() throws Exception {
        String free = guest("<cpu mode='custom'><model>EPYC</model></cpu>", "/srv/nfs/a");
        String local = guest("<cpu mode='host-passthrough'/>", "/var/lib/a");
        String device =
                guest(
                        "",
                        "/srv/nfs/a' ><x/></source></disk><hostdev type='pci'/><disk><source"
                                + " file='");
        GuestReader reader = new GuestReader(List.of("/srv/nfs/"), false);

        assertThat(reader.read("a", "h", free, 250))
                .isEqualTo(
                        new GuestLoad(
                                "a",
                                "h",
                                Amounts.ofGuest(GIBIBYTE, 2, 250),
                                new CpuNeed.Model("kvm:EPYC"),
                                java.util.Set.of(),
                                Optional.empty(),
                                java.util.Set.of(),
                                new Binding.Free()));
        GuestLoad bound = reader.read("a", "h", local, 0);
        assertThat(bound.cpu()).isEqualTo(new CpuNeed.SameAsHost());
        assertThat(bound.binding())
                .isEqualTo(
                        new Binding.Bound(new ConsolidationReason.GuestDiskIsLocal("/var/lib/a")));
        assertThat(new GuestReader(List.of(), true).read("a", "h", local, 0).binding())
                .isEqualTo(new Binding.Free());
        assertThat(reader.read("a", "h", device, 0).binding())
                .isEqualTo(
                        new Binding.Bound(
                                new ConsolidationReason.GuestHasHostDevice("pci device")));
    }

    private static String guest(String cpu, String disk) {
        return "<domain type='kvm'><memory unit='KiB'>1048576</memory><vcpu>2</vcpu>%s<devices><disk><source file='%s'/></disk></devices></domain>"
                .formatted(cpu, disk);
    }

    /// Three guests leave a for b, two at once.
    private static ConsolidationPlan plan() {
        Amounts room = Amounts.ofHost(new ByteCount(16L << 30), 8, 400, 80);
        SleepEnergy energy = new SleepEnergy(100, 20_000, Duration.ofHours(2));
        List<GuestLoad> guests = new ArrayList<>();
        for (String name : List.of("a1", "a2", "a3")) {
            guests.add(GuestLoad.of(name, "a", Amounts.ofGuest(GIBIBYTE, 1, 100)));
        }
        guests.add(GuestLoad.of("b1", "b", Amounts.ofGuest(new ByteCount(8L << 30), 1, 100)));
        return Consolidation.plan(
                NOW,
                List.of(HostRoom.of("a", room, energy), HostRoom.of("b", room, energy)),
                guests,
                new ConsolidationRules(0, 0, false, 10, 2, 60, 10_000));
    }
}
