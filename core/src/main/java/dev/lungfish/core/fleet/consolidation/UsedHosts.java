package dev.lungfish.core.fleet.consolidation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Searches for the fewest hosts that hold all guests; of as few, those to which least memory is
/// moved. For one thread.
final class UsedHosts {
    private final Pool pool;
    private final BitSet staying;
    private final ConsolidationRules rules;
    private final int bound;
    private final Packer packer;
    private Optional<Found> best = Optional.empty();

    /// @param used the hosts that keep guests, or stay for other reasons
    /// @param reserve those that are empty and stay awake
    record Found(BitSet used, List<Integer> reserve, Packing packing, long memory) {}

    UsedHosts(Pool pool, BitSet staying, ConsolidationRules rules, int bound) {
        this.pool = pool;
        this.staying = staying;
        this.rules = rules;
        this.bound = bound;
        this.packer = new Packer(pool, rules.steps());
    }

    /// The best that was found; empty where no host can be done without.
    Optional<Found> search() {
        for (Comparator<Integer> ranking : rankings()) {
            narrow(ranked(ranking));
        }
        boolean better = true;
        while (better && !packer.isSpent() && most() > bound) {
            better = dropOne() || swapTwoForOne();
        }
        return best;
    }

    /// How many hosts are used by the best.
    private int most() {
        return best.map(found -> found.used().cardinality()).orElse(pool.hosts.size() + 1);
    }

    private List<Comparator<Integer>> rankings() {
        Packing start = Packing.of(pool);
        Comparator<Integer> room =
                Comparator.comparingLong(host -> -pool.sizeOf(pool.hosts.get(host).room().all()));
        Comparator<Integer> sizes =
                Comparator.comparingLong(
                        host -> -start.on(host).stream().mapToLong(pool::size).sum());
        Comparator<Integer> memory = Comparator.comparingLong(host -> -memoryPerWatt(start, host));
        Comparator<Integer> watts =
                Comparator.comparingInt(host -> pool.hosts.get(host).energy().watts());
        return List.of(
                memory,
                room.thenComparing(sizes),
                sizes,
                watts.thenComparing(room).thenComparing(sizes));
    }

    private long memoryPerWatt(Packing packing, int host) {
        long memory =
                packing.on(host).stream()
                        .mapToLong(unit -> pool.units.get(unit).needs().of(0))
                        .sum();
        return memory / Math.max(1, pool.hosts.get(host).energy().watts());
    }

    private List<Integer> ranked(Comparator<Integer> ranking) {
        return IntStream.range(0, pool.hosts.size())
                .filter(host -> !staying.get(host))
                .boxed()
                .sorted(ranking.thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /// The fewest of the first ones of a ranking.
    private void narrow(List<Integer> ranked) {
        int low = Math.max(0, bound - staying.cardinality());
        int high = Math.min(ranked.size(), most() - staying.cardinality());
        while (low <= high && !packer.isSpent()) {
            int middle = (low + high) / 2;
            BitSet used = (BitSet) staying.clone();
            ranked.subList(0, Math.min(middle, ranked.size())).forEach(used::set);
            if (attempt(used)) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
    }

    private boolean dropOne() {
        BitSet used = best.map(Found::used).orElseThrow();
        return used.stream()
                .filter(host -> !staying.get(host))
                .anyMatch(host -> attempt(without(used, host)));
    }

    private boolean swapTwoForOne() {
        if (best.isEmpty()) {
            return false;
        }
        BitSet used = best.get().used();
        List<Integer> within = used.stream().filter(host -> !staying.get(host)).boxed().toList();
        List<Integer> outside = new ArrayList<>(ranked(rankings().get(1)));
        outside.removeIf(used::get);
        for (int added : outside) {
            for (int i = 0; i < within.size(); i++) {
                for (int j = 0; j < i && !packer.isSpent(); j++) {
                    BitSet other = without(without(used, within.get(i)), within.get(j));
                    other.set(added);
                    if (attempt(other)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static BitSet without(BitSet hosts, int host) {
        BitSet less = (BitSet) hosts.clone();
        less.clear(host);
        return less;
    }

    /// Whether all fits on these hosts, and keeps the rules. The best is kept.
    private boolean attempt(BitSet used) {
        List<Integer> reserve = reserve(used);
        if (reserve.size() < kept(used)) {
            return false;
        }
        Optional<Packing> packing = packer.pack(used);
        if (packing.isEmpty()) {
            return false;
        }
        BitSet awake = (BitSet) used.clone();
        reserve.forEach(awake::set);
        if (rules.failureCovered() && FailureCheck.uncovered(packing.get(), awake).isPresent()) {
            return false;
        }
        Found found = new Found(used, reserve, packing.get(), memory(packing.get()));
        if (best.filter(other -> isBetter(other, found)).isEmpty()) {
            best = Optional.of(found);
        }
        return true;
    }

    private static boolean isBetter(Found one, Found other) {
        return Comparator.<Found>comparingInt(found -> found.used().cardinality())
                        .thenComparingLong(Found::memory)
                        .compare(one, other)
                <= 0;
    }

    private long memory(Packing packing) {
        return IntStream.range(0, pool.units.size())
                .filter(unit -> packing.at(unit) != pool.start[unit])
                .mapToLong(unit -> pool.units.get(unit).needs().of(0))
                .sum();
    }

    /// How many empty hosts stay awake beside the used ones.
    private int kept(BitSet used) {
        return Math.max(rules.reserve(), rules.awake() - used.cardinality());
    }

    /// Which: empty ones first, then those whose sleep saves least.
    private List<Integer> reserve(BitSet used) {
        Packing start = Packing.of(pool);
        return IntStream.range(0, pool.hosts.size())
                .filter(host -> !used.get(host))
                .boxed()
                .sorted(
                        Comparator.<Integer, Boolean>comparing(host -> !start.on(host).isEmpty())
                                .thenComparingLong(host -> pool.hosts.get(host).energy().gain(0))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(kept(used))
                .toList();
    }
}
