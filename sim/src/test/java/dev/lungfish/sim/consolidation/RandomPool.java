package dev.lungfish.sim.consolidation;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.consolidation.Amounts;
import dev.lungfish.core.fleet.consolidation.Binding;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason;
import dev.lungfish.core.fleet.consolidation.CpuNeed;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import dev.lungfish.core.fleet.consolidation.HostRoom;
import dev.lungfish.core.fleet.consolidation.SleepEnergy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// A pool of hosts and guests, made of a seed.
record RandomPool(List<HostRoom> hosts, List<GuestLoad> guests) {
    static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");

    private static final long GIBIBYTE = 1L << 30;
    private static final int[] MEMORY = {64, 96, 128, 160, 192};
    private static final int[] CORES = {16, 24, 32, 48, 64};

    /// Hosts of up to three kinds, two thirds full at most, and guests that may all be moved.
    ///
    /// @param bindings whether some guests are held, labelled, apart or together
    static RandomPool of(
            long seed, int leastHosts, int mostHosts, double perHost, boolean bindings) {
        Random random = new Random(seed);
        int count = random.nextInt(leastHosts, mostHosts + 1);
        int kinds = random.nextInt(1, 4);
        int[] kind = random.ints(kinds, 0, MEMORY.length).toArray();
        List<HostRoom> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int of = kind[random.nextInt(kinds)];
            hosts.add(
                    new HostRoom(
                            "host%03d".formatted(i),
                            Amounts.ofHost(bytes(MEMORY[of]), CORES[of], 400, 80),
                            "cpu" + of,
                            Set.of("qemu64", "model" + of),
                            bindings ? Set.of("nfs0", "nfs" + random.nextInt(1, 3)) : Set.of(),
                            true,
                            new SleepEnergy(80 + 20 * of, 20_000, Duration.ofHours(2)),
                            Optional.empty()));
        }
        long[][] free = hosts.stream().map(host -> all(host)).toArray(long[][]::new);
        List<GuestLoad> guests = new ArrayList<>();
        int wanted = (int) (count * perHost);
        for (int i = 0; i < wanted; i++) {
            GuestLoad guest = guest(random, "guest%03d".formatted(i), bindings);
            List<Integer> fitting =
                    IntStream.range(0, count)
                            .filter(host -> fits(guest, hosts.get(host), free[host]))
                            .boxed()
                            .toList();
            if (!fitting.isEmpty()) {
                int host = fitting.get(random.nextInt(fitting.size()));
                boolean apart =
                        guests.stream()
                                .anyMatch(other ->
                                        other.host().equals(hosts.get(host).name())
                                                && other.apart().stream()
                                                        .anyMatch(guest.apart()::contains));
                if (!apart) {
                    guests.add(on(guest, hosts.get(host)));
                    for (int of = 0; of < Amounts.KINDS; of++) {
                        free[host][of] -= guest.needs().of(of);
                    }
                }
            }
        }
        return new RandomPool(List.copyOf(hosts), List.copyOf(guests));
    }

    /// Whether it may be somewhere else: neither bound nor sticky.
    boolean isFree(GuestLoad guest) {
        return guest.binding() instanceof Binding.Free;
    }

    /// Whether a guest may be on a host, if nothing else were there.
    boolean allows(GuestLoad guest, HostRoom host) {
        HostRoom from =
                hosts.stream()
                        .filter(one -> one.name().equals(guest.host()))
                        .findFirst()
                        .orElseThrow();
        return host.equals(from) || (isFree(guest) && host.runs(guest, from));
    }

    static ByteCount bytes(int gibibytes) {
        return new ByteCount(gibibytes * GIBIBYTE);
    }

    private static GuestLoad guest(Random random, String name, boolean bindings) {
        int memory = 4 << random.nextInt(0, 5);
        int memories = memory + random.nextInt(-memory / 2, memory / 2);
        int cores = 1 << random.nextInt(0, 4);
        GuestLoad plain =
                GuestLoad.of(
                        name,
                        "",
                        Amounts.ofGuest(bytes(memories), cores, random.nextLong(50, 700) * cores));
        if (!bindings) {
            return plain;
        }
        int what = random.nextInt(20);
        return new GuestLoad(
                name,
                "",
                plain.needs(),
                what == 0 ? new CpuNeed.SameAsHost() : new CpuNeed.Any(),
                what == 1 ? Set.of("nfs" + random.nextInt(3)) : Set.of(),
                Optional.empty(),
                what == 2 ? Set.of("apart" + random.nextInt(2)) : Set.of(),
                binding(what));
    }

    private static long[] all(HostRoom host) {
        return IntStream.range(0, Amounts.KINDS).mapToLong(host.room()::of).toArray();
    }

    private static Binding binding(int what) {
        return switch (what) {
            case 3 -> new Binding.Bound(new ConsolidationReason.GuestHasHostDevice("0000:01:00.0"));
            case 4 -> new Binding.Sticky(NOW.plus(Duration.ofMinutes(10)));
            default -> new Binding.Free();
        };
    }

    private static boolean fits(GuestLoad guest, HostRoom host, long[] free) {
        return IntStream.range(0, Amounts.KINDS).allMatch(of -> guest.needs().of(of) <= free[of])
                && host.labels().containsAll(guest.labels());
    }

    private static GuestLoad on(GuestLoad guest, HostRoom host) {
        return new GuestLoad(
                guest.name(),
                host.name(),
                guest.needs(),
                guest.cpu(),
                guest.labels(),
                guest.together(),
                guest.apart(),
                guest.binding());
    }
}
