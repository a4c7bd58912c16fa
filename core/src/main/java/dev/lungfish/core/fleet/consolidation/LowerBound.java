package dev.lungfish.core.fleet.consolidation;

import dev.lungfish.core.reason.Spelled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// How many hosts must stay awake at least, whatever is moved.
///
/// **Source:** the fluid bound, by each kind of amounts, with the largest hosts first; and L2 of
/// Martello and Toth, *Lower bounds and reduction procedures for the bin packing problem* (1990),
/// with the largest host for all bins.
///
/// @param hosts never more than a plan can reach
/// @param by what it follows from
public record LowerBound(int hosts, Limit by) {
    /// What a bound follows from.
    public enum Limit implements Spelled {
        MEMORY("memory"),
        CORES("virtual cores"),
        LOAD("load"),
        LARGE_GUESTS("guests that do not fit side by side"),
        STAYING_HOSTS("hosts that can't be emptied"),
        APART("guests that must be apart"),
        NOTHING("nothing");

        private final String spelling;

        Limit(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String spelling() {
            return spelling;
        }
    }

    private static final List<Limit> KINDS = List.of(Limit.MEMORY, Limit.CORES, Limit.LOAD);

    /// The bound of a pool.
    ///
    /// @param staying hosts that are counted as used in any case
    static LowerBound of(Pool pool, BitSet staying) {
        LowerBound bound = new LowerBound(0, Limit.NOTHING);
        bound = bound.or(staying.cardinality(), Limit.STAYING_HOSTS);
        bound = bound.or(apart(pool), Limit.APART);
        for (int kind = 0; kind < Amounts.KINDS; kind++) {
            bound = bound.or(fluid(pool, kind, staying), KINDS.get(kind));
        }
        for (int kind = 0; kind < Amounts.KINDS; kind++) {
            bound = bound.or(large(pool, kind), Limit.LARGE_GUESTS);
        }
        return bound;
    }

    private LowerBound or(int other, Limit limit) {
        return other > hosts ? new LowerBound(other, limit) : this;
    }

    private static int apart(Pool pool) {
        return (int)
                pool.units.stream()
                        .flatMap(unit -> unit.guests().stream())
                        .flatMap(guest -> guest.apart().stream())
                        .distinct()
                        .mapToLong(group ->
                                pool.units.stream()
                                        .filter(unit ->
                                                unit.guests().stream()
                                                        .anyMatch(guest ->
                                                                guest.apart().contains(group)))
                                        .count())
                        .max()
                        .orElse(0);
    }

    private static int fluid(Pool pool, int kind, BitSet staying) {
        long needed = pool.units.stream().mapToLong(unit -> unit.needs().of(kind)).sum();
        int hosts = staying.cardinality();
        needed -= staying.stream().mapToLong(host -> room(pool, host, kind)).sum();
        long[] others =
                IntStream.range(0, pool.hosts.size())
                        .filter(host -> !staying.get(host))
                        .mapToLong(host -> room(pool, host, kind))
                        .sorted()
                        .toArray();
        for (int i = others.length - 1; i >= 0 && needed > 0; i--) {
            needed -= others[i];
            hosts++;
        }
        return hosts;
    }

    /// What a host has; where its guests take more already, what they take.
    private static long room(Pool pool, int host, int kind) {
        long taken =
                IntStream.range(0, pool.units.size())
                        .filter(unit -> pool.start[unit] == host)
                        .mapToLong(unit -> pool.units.get(unit).needs().of(kind))
                        .sum();
        return Math.max(taken, pool.hosts.get(host).room().of(kind));
    }

    private static int large(Pool pool, int kind) {
        long bin =
                IntStream.range(0, pool.hosts.size())
                        .mapToLong(host -> room(pool, host, kind))
                        .max()
                        .orElse(0);
        long[] sizes =
                pool.units.stream().mapToLong(unit -> unit.needs().of(kind)).sorted().toArray();
        return large(sizes, bin);
    }

    /// L2 of these sizes.
    static int large(long[] sizes, long bin) {
        if (bin == 0) {
            return 0;
        }
        List<Long> limits = new ArrayList<>(List.of(0L));
        Arrays.stream(sizes).filter(size -> size <= bin / 2).distinct().forEach(limits::add);
        int best = 0;
        for (long limit : limits) {
            long alone = Arrays.stream(sizes).filter(size -> size > bin - limit).count();
            long[] large =
                    Arrays.stream(sizes)
                            .filter(size -> size <= bin - limit && 2 * size > bin)
                            .toArray();
            long small =
                    Arrays.stream(sizes).filter(size -> 2 * size <= bin && size >= limit).sum();
            long beside = large.length * bin - Arrays.stream(large).sum();
            long more = Math.max(0, Math.ceilDiv(small - beside, bin));
            best = Math.max(best, (int) (alone + large.length + more));
        }
        return best;
    }
}
