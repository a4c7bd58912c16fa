package dev.lungfish.core.fleet.consolidation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Packs all units onto some hosts: best fit with the largest dominant share first. A unit that
/// fits nowhere pushes smaller ones aside, which may push others. What still fits nowhere comes
/// first in the next attempt. For one thread.
final class Packer {
    private static final int DEPTH = 3;
    private static final int ATTEMPTS = 6;
    private static final int STEPS_OF_ATTEMPT = 20_000;

    private final Pool pool;
    private long steps;
    private long until;

    /// @param steps how many placements may be looked at in all
    Packer(Pool pool, long steps) {
        this.pool = pool;
        this.steps = steps;
    }

    boolean isSpent() {
        return steps <= 0;
    }

    /// All units on these hosts.
    ///
    /// @param used among them the hosts of all units that stay
    /// @return empty where no way was found
    Optional<Packing> pack(BitSet used) {
        return pack(used, unit -> !used.get(pool.start[unit]))
                .or(() -> pack(used, unit -> !used.get(pool.start[unit]) || isFree(unit)));
    }

    private boolean isFree(int unit) {
        return pool.held(unit).isEmpty();
    }

    private Optional<Packing> pack(BitSet used, IntPredicate lifted) {
        List<Integer> order =
                new ArrayList<>(
                        IntStream.range(0, pool.units.size())
                                .filter(lifted)
                                .boxed()
                                .sorted(Comparator.comparingLong(pool::size).reversed())
                                .toList());
        Packing base = Packing.of(pool);
        order.forEach(base::take);
        if (!roomy(base, order, used)) {
            return Optional.empty();
        }
        for (int attempt = 0; attempt < ATTEMPTS && !isSpent(); attempt++) {
            Packing packing = base.copy();
            int failed = placeAll(packing, order, used);
            if (failed < 0) {
                return Optional.of(packing);
            }
            int first = order.get(failed);
            order.subList(failed, failed + 1).clear();
            order.addFirst(first);
        }
        return Optional.empty();
    }

    /// Whether the sums fit, without which nothing does.
    private boolean roomy(Packing base, List<Integer> order, BitSet used) {
        for (int kind = 0; kind < Amounts.KINDS; kind++) {
            int of = kind;
            long room = used.stream().mapToLong(host -> Math.max(0, base.free(host, of))).sum();
            long needs =
                    order.stream().mapToLong(unit -> pool.units.get(unit).needs().of(of)).sum();
            if (needs > room) {
                return false;
            }
        }
        return true;
    }

    /// @return which of the order found no place; -1 where all did
    private int placeAll(Packing packing, List<Integer> order, BitSet used) {
        until = Math.max(0, steps - STEPS_OF_ATTEMPT);
        for (int i = 0; i < order.size(); i++) {
            if (!place(packing, order.get(i), used, DEPTH)) {
                return i;
            }
        }
        return -1;
    }

    /// Places a unit that is nowhere. Where that fails all is as before.
    private boolean place(Packing packing, int unit, BitSet used, int depth) {
        steps--;
        int best = packing.best(unit, used);
        if (best != Packing.NOWHERE) {
            packing.put(unit, best);
            return true;
        }
        if (depth == 0) {
            return false;
        }
        for (int host = used.nextSetBit(0); host >= 0; host = used.nextSetBit(host + 1)) {
            if (pool.allows(unit, host) && pushAside(packing, unit, host, used, depth)) {
                return true;
            }
        }
        return false;
    }

    private boolean pushAside(Packing packing, int unit, int host, BitSet used, int depth) {
        int[] there = packing.on(host).stream().filter(other -> isSmaller(other, unit)).toArray();
        for (int other : there) {
            if (steps <= until) {
                return false;
            }
            steps--;
            if (packing.fitsWithout(unit, host, other)) {
                packing.take(other);
                packing.put(unit, host);
                if (place(packing, other, used, depth - 1)) {
                    return true;
                }
                packing.take(unit);
                packing.put(other, host);
            }
        }
        return depth == DEPTH && pushTwoAside(packing, unit, host, used, there);
    }

    private boolean pushTwoAside(Packing packing, int unit, int host, BitSet used, int[] there) {
        for (int one : there) {
            packing.take(one);
            for (int other : there) {
                if (steps > until && other > one && packing.fitsWithout(unit, host, other)) {
                    steps--;
                    packing.take(other);
                    packing.put(unit, host);
                    if (placeBoth(packing, one, other, used)) {
                        return true;
                    }
                    packing.take(unit);
                    packing.put(other, host);
                }
            }
            packing.put(one, host);
        }
        return false;
    }

    private boolean placeBoth(Packing packing, int one, int other, BitSet used) {
        int best = packing.best(one, used);
        if (best == Packing.NOWHERE) {
            return false;
        }
        packing.put(one, best);
        if (place(packing, other, used, 1)) {
            return true;
        }
        packing.take(one);
        return false;
    }

    /// By size and then by number, so that pushing ends.
    private boolean isSmaller(int one, int other) {
        return isFree(one)
                && (pool.size(one) < pool.size(other)
                        || (pool.size(one) == pool.size(other) && one < other));
    }
}
