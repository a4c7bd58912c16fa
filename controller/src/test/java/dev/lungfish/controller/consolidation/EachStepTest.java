package dev.lungfish.controller.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.fleet.Change;
import dev.lungfish.controller.migration.GuestMove;
import dev.lungfish.controller.migration.MigrationReason;
import dev.lungfish.controller.migration.MoveOutcome;
import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.consolidation.Amounts;
import dev.lungfish.core.fleet.consolidation.Binding;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason;
import dev.lungfish.core.fleet.consolidation.CpuNeed;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Small pools from seeds, run to their end: whatever step was the last one, the rules hold. The
/// seconds are those of some hundred runs of a whole controller.
@Timeout(120)
class EachStepTest {
    private static final long LIMIT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int LEAST_POOLS = 8;
    private static final int MOST_POOLS = 100;

    private final List<String> wrong = new ArrayList<>();
    private int moves;
    private int slept;

    @Test
    void allRulesHoldAfterAnyPrefixOfARun() throws Exception {
        long began = System.nanoTime();
        int pools = 0;
        while (pools < LEAST_POOLS
                || (pools < MOST_POOLS && System.nanoTime() - began < LIMIT_NANOS)) {
            pools++;
            check(pools);
            assertThat(wrong).as("pool %d", pools).isEmpty();
        }
        System.out.printf("%d pools, %d moves, %d hosts asleep%n", pools, moves, slept);
        assertThat(moves).as("moves").isGreaterThan(pools);
        assertThat(slept).as("hosts that were emptied and sleep").isPositive();
    }

    private void check(int seed) throws Exception {
        Random random = new Random(seed);
        String[] names =
                IntStream.range(0, 3 + random.nextInt(4))
                        .mapToObj("h%d"::formatted)
                        .toArray(String[]::new);
        int reserve = random.nextInt(2);
        String leases = PlannedFleet.AUTOMATIC.replace("reserve = 0", "reserve = " + reserve);
        try (PlannedFleet planned = new PlannedFleet(leases, "failure_covered = true", names)) {
            fill(planned.hosts, names, random);
            boolean covered = isCovered(planned, Set.of());
            List<GuestLoad> all = planned.hosts.all();
            planned.live(Duration.ofMinutes(1));
            planned.run();
            planned.live(Duration.ofMinutes(2));
            if (random.nextInt(3) == 0) {
                planned.fleet
                        .loop()
                        .change(names[random.nextInt(names.length)], new Change.Drain("anna"));
            }
            planned.hosts.begins = move -> begins(planned, move);
            planned.hosts.fate = move -> fate(move, random);
            for (int turn = 0; turn < 3; turn++) {
                planned.run();
                step(planned, covered, reserve, "turn %d".formatted(turn));
                planned.live(Duration.ofMinutes(2));
                step(planned, covered, reserve, "after turn %d".formatted(turn));
            }
            if (!names(planned.hosts.all()).equals(names(all))) {
                wrong.add("guests were %s and are %s".formatted(all, planned.hosts.all()));
            }
            slept += (int) planned.fleet.asleep("");
            if (planned.hosts.mostAtOnce > 2) {
                wrong.add("%d moves at once".formatted(planned.hosts.mostAtOnce));
            }
        }
    }

    private static void fill(PlayedHypervisors hosts, String[] names, Random random) {
        int number = 0;
        for (String host : names) {
            for (int guests = random.nextInt(3); guests > 0; guests--) {
                number++;
                GuestLoad guest =
                        new GuestLoad(
                                "g%d".formatted(number),
                                host,
                                Amounts.ofGuest(
                                        new ByteCount((1L + random.nextInt(4)) << 30),
                                        1 + random.nextInt(2),
                                        random.nextInt(1000)),
                                random.nextBoolean()
                                        ? new CpuNeed.Any()
                                        : new CpuNeed.Model("EPYC"),
                                Set.of(),
                                Optional.empty(),
                                random.nextInt(4) == 0 ? Set.of("apart" + number % 2) : Set.of(),
                                random.nextInt(12) == 0
                                        ? new Binding.Bound(
                                                new ConsolidationReason.GuestHasHostDevice("pci"))
                                        : new Binding.Free());
                hosts.guest(guest);
            }
        }
    }

    /// While a guest moves, both hosts hold it.
    private synchronized void begins(PlannedFleet planned, GuestMove move) {
        moves++;
        String to = move.destination().name();
        GuestLoad guest =
                planned.hosts.all().stream()
                        .filter(one -> one.name().equals(move.guest()))
                        .findFirst()
                        .orElseThrow();
        if (!new HostSurvey.Seen(planned.hosts.room(to), "", Set.of(), Set.of(), on(planned, to))
                .hasRoom(guest)) {
            wrong.add("%s is overcommitted by %s".formatted(to, guest));
        }
        if (guest.binding() instanceof Binding.Bound) {
            wrong.add("%s was moved".formatted(guest));
        }
        for (String host : List.of(move.source().name(), to)) {
            if (!List.of("awake", "draining").contains(planned.fleet.state(host))) {
                wrong.add("%s is %s".formatted(host, planned.fleet.state(host)));
            }
        }
    }

    private static Optional<MoveOutcome> fate(GuestMove move, Random random) {
        synchronized (random) {
            return random.nextInt(8) == 0
                    ? Optional.of(
                            new MoveOutcome.Stayed(
                                    new MigrationReason.MigrationTooLong(
                                            move.guest(), move.limit())))
                    : Optional.empty();
        }
    }

    private void step(PlannedFleet planned, boolean covered, int reserve, String when) {
        List<String> asleep =
                planned.hosts.hosts().stream()
                        .filter(host -> planned.fleet.state(host).equals("asleep"))
                        .toList();
        for (String host : asleep) {
            if (!planned.hosts.on(host).isEmpty()) {
                wrong.add("%s sleeps with guests %s".formatted(host, when));
            }
        }
        for (String host : planned.hosts.hosts()) {
            List<GuestLoad> here = on(planned, host);
            Amounts room = planned.hosts.room(host);
            for (int kind = 0; kind < Amounts.KINDS; kind++) {
                int one = kind;
                if (here.stream().mapToLong(guest -> guest.needs().of(one)).sum() > room.of(kind)) {
                    wrong.add("%s is overcommitted %s".formatted(host, when));
                }
            }
        }
        long free =
                planned.hosts.hosts().stream()
                        .filter(host -> !asleep.contains(host))
                        .filter(host -> planned.hosts.on(host).isEmpty())
                        .count();
        if (!asleep.isEmpty() && free < reserve) {
            wrong.add("%d in reserve %s".formatted(free, when));
        }
        if (covered && !asleep.isEmpty() && !isCovered(planned, Set.copyOf(asleep))) {
            wrong.add("the failure of a host is not covered %s".formatted(when));
        }
    }

    private static List<GuestLoad> on(PlannedFleet planned, String host) {
        return planned.hosts.all().stream().filter(guest -> guest.host().equals(host)).toList();
    }

    private static List<String> names(List<GuestLoad> guests) {
        return guests.stream().map(GuestLoad::name).sorted().toList();
    }

    /// Whether the guests of each host fit on the others: all ways to place them are tried.
    private static boolean isCovered(PlannedFleet planned, Set<String> asleep) {
        List<String> awake =
                planned.hosts.hosts().stream()
                        .filter(host -> !asleep.contains(host))
                        .sorted()
                        .toList();
        return awake.stream()
                .allMatch(failed -> {
                    Map<String, List<GuestLoad>> left = new HashMap<>();
                    awake.stream()
                            .filter(host -> !host.equals(failed))
                            .forEach(host -> left.put(host, new ArrayList<>(on(planned, host))));
                    return place(
                            planned,
                            left,
                            on(planned, failed).stream()
                                    .filter(guest -> !(guest.binding() instanceof Binding.Bound))
                                    .sorted(
                                            Comparator.comparingLong(
                                                    guest -> -guest.needs().memory().bytes()))
                                    .toList());
                });
    }

    private static boolean place(
            PlannedFleet planned, Map<String, List<GuestLoad>> hosts, List<GuestLoad> guests) {
        if (guests.isEmpty()) {
            return true;
        }
        GuestLoad first = guests.getFirst();
        for (Map.Entry<String, List<GuestLoad>> host : hosts.entrySet()) {
            Amounts room = planned.hosts.room(host.getKey());
            boolean fits =
                    IntStream.range(0, Amounts.KINDS)
                                    .allMatch(kind ->
                                            host.getValue().stream()
                                                                    .mapToLong(guest ->
                                                                            guest.needs().of(kind))
                                                                    .sum()
                                                            + first.needs().of(kind)
                                                    <= room.of(kind))
                            && host.getValue().stream()
                                    .flatMap(guest -> guest.apart().stream())
                                    .noneMatch(first.apart()::contains);
            if (fits) {
                host.getValue().add(first);
                if (place(planned, hosts, guests.subList(1, guests.size()))) {
                    return true;
                }
                host.getValue().remove(first);
            }
        }
        return false;
    }
}
