package dev.lungfish.core.fleet.consolidation;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason.GuestGroupIsSplit;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason.GuestNowhereElse;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason.GuestSeesHostCpu;
import dev.lungfish.core.fleet.consolidation.Unit.Held;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The hosts of a pool that are awake and the units on them, by numbers. Never changed once it is
/// made.
final class Pool {
    private static final long WHOLE = 1_000_000;

    final List<HostRoom> hosts;
    final List<Unit> units;

    /// Where each unit is at first.
    final int[] start;

    /// On which hosts each unit can run.
    private final List<BitSet> allowed = new ArrayList<>();

    /// Which units must not be on the host of each unit.
    private final List<BitSet> enemies = new ArrayList<>();

    private final long[] total = new long[Amounts.KINDS];
    private final long[] size;

    private Pool(List<HostRoom> hosts, List<Unit> units, int[] start) {
        this.hosts = List.copyOf(hosts);
        this.units = List.copyOf(units);
        this.start = start;
        hosts.forEach(host -> add(total, host.room().all()));
        for (int number = 0; number < units.size(); number++) {
            Unit unit = units.get(number);
            BitSet runs = new BitSet();
            BitSet apart = new BitSet();
            HostRoom from = hosts.get(start[number]);
            for (int host = 0; host < hosts.size(); host++) {
                HostRoom there = hosts.get(host);
                runs.set(host, unit.guests().stream().allMatch(guest -> there.runs(guest, from)));
            }
            runs.set(start[number]);
            for (int other = 0; other < units.size(); other++) {
                apart.set(other, other != number && areApart(unit, units.get(other)));
            }
            allowed.add(runs);
            enemies.add(apart);
        }
        this.size = units.stream().mapToLong(unit -> sizeOf(unit.needs().all())).toArray();
    }

    /// The hosts that are awake, and what is on them.
    ///
    /// @throws IllegalArgumentException where a guest is on no host of these, or two have one name
    static Pool of(Instant now, List<HostRoom> all, List<GuestLoad> guests) {
        List<HostRoom> hosts =
                all.stream()
                        .filter(HostRoom::awake)
                        .sorted(Comparator.comparing(HostRoom::name))
                        .toList();
        Map<String, Integer> numbers = new HashMap<>();
        for (HostRoom host : hosts) {
            if (numbers.put(host.name(), numbers.size()) != null) {
                throw new IllegalArgumentException("two hosts are called " + host.name());
            }
        }
        Map<String, List<GuestLoad>> groups = new LinkedHashMap<>();
        for (GuestLoad guest :
                guests.stream().sorted(Comparator.comparing(GuestLoad::name)).toList()) {
            if (!numbers.containsKey(guest.host())) {
                throw new IllegalArgumentException(
                        "guest %s is on %s, which is no host that is awake"
                                .formatted(guest.name(), guest.host()));
            }
            String group = guest.together().map("together "::concat).orElse("one " + guest.name());
            groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(guest);
        }
        List<Unit> units = new ArrayList<>();
        for (List<GuestLoad> group : groups.values()) {
            if (group.stream().map(GuestLoad::host).distinct().count() > 1) {
                group.forEach(guest -> units.add(split(guest)));
            } else {
                units.add(unit(now, group));
            }
        }
        int[] start =
                units.stream()
                        .mapToInt(unit -> numbers.getOrDefault(unit.guests().getFirst().host(), -1))
                        .toArray();
        return new Pool(hosts, units, start);
    }

    private static Unit split(GuestLoad guest) {
        return new Unit(
                List.of(guest),
                guest.needs(),
                Optional.of(new Held(guest, new GuestGroupIsSplit(guest.together().orElse("")))));
    }

    private static Unit unit(Instant now, List<GuestLoad> guests) {
        long[] needs = new long[Amounts.KINDS];
        Optional<Held> held = Optional.empty();
        for (GuestLoad guest : guests) {
            add(needs, guest.needs().all());
            held = held.or(() -> guest.binding().holds(now).map(why -> new Held(guest, why)));
        }
        return new Unit(
                List.copyOf(guests),
                new Amounts(new ByteCount(needs[0]), needs[1], needs[2]),
                held);
    }

    private static boolean areApart(Unit one, Unit other) {
        return one.guests().stream()
                .flatMap(guest -> guest.apart().stream())
                .anyMatch(group ->
                        other.guests().stream().anyMatch(guest -> guest.apart().contains(group)));
    }

    private static void add(long[] sum, long[] amounts) {
        for (int kind = 0; kind < sum.length; kind++) {
            sum[kind] += amounts[kind];
        }
    }

    /// How large a unit is: its dominant share of the pool, in millionths.
    long size(int unit) {
        return size[unit];
    }

    /// The dominant share of the pool.
    long sizeOf(long[] amounts) {
        return IntStream.range(0, amounts.length)
                .mapToLong(kind -> share(amounts[kind], kind))
                .max()
                .orElse(0);
    }

    /// An amount as a share of the pool, in millionths.
    long share(long amount, int kind) {
        return total[kind] == 0 ? 0 : (long) ((double) amount / total[kind] * WHOLE);
    }

    boolean allows(int unit, int host) {
        return allowed.get(unit).get(host);
    }

    BitSet enemies(int unit) {
        return enemies.get(unit);
    }

    /// Why a unit stays where it is: what holds one of its guests, or that no other host would do.
    Optional<Held> held(int unit) {
        return units.get(unit).held().or(() -> confined(unit));
    }

    /// Whether a unit could be started elsewhere after a failure of its host.
    boolean restarts(int unit) {
        boolean bound =
                units.get(unit).guests().stream()
                        .anyMatch(guest -> guest.binding() instanceof Binding.Bound);
        return !bound && confined(unit).isEmpty();
    }

    private Optional<Held> confined(int unit) {
        if (allowed.get(unit).cardinality() > 1) {
            return Optional.empty();
        }
        GuestLoad guest = units.get(unit).guests().getFirst();
        return Optional.of(
                new Held(
                        guest,
                        guest.cpu() instanceof CpuNeed.SameAsHost
                                ? new GuestSeesHostCpu(hosts.get(start[unit]).cpu())
                                : new GuestNowhereElse()));
    }
}
