package dev.lungfish.core.fleet.consolidation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Which unit is on which host, and what is left there. A unit may be on no host for a moment. For
/// one thread.
final class Packing {
    static final int NOWHERE = -1;

    final Pool pool;
    private final int[] at;
    private final long[][] free;
    private final List<BitSet> on = new ArrayList<>();

    private Packing(Pool pool) {
        this.pool = pool;
        this.at = new int[pool.units.size()];
        this.free = new long[pool.hosts.size()][];
        for (int host = 0; host < free.length; host++) {
            free[host] = pool.hosts.get(host).room().all();
            on.add(new BitSet());
        }
    }

    /// As it is at first.
    static Packing of(Pool pool) {
        Packing packing = new Packing(pool);
        for (int unit = 0; unit < packing.at.length; unit++) {
            packing.at[unit] = NOWHERE;
            packing.put(unit, pool.start[unit]);
        }
        return packing;
    }

    Packing copy() {
        Packing copy = new Packing(pool);
        for (int unit = 0; unit < at.length; unit++) {
            copy.at[unit] = NOWHERE;
            if (at[unit] != NOWHERE) {
                copy.put(unit, at[unit]);
            }
        }
        return copy;
    }

    int at(int unit) {
        return at[unit];
    }

    /// The units on a host.
    BitSet on(int host) {
        return on.get(host);
    }

    long free(int host, int kind) {
        return free[host][kind];
    }

    /// Whether a host has room for a unit and may have it.
    boolean fits(int unit, int host) {
        return pool.allows(unit, host)
                && !on.get(host).intersects(pool.enemies(unit))
                && hasRoom(unit, host, NOWHERE);
    }

    /// Whether it would fit if another unit were gone.
    boolean fitsWithout(int unit, int host, int gone) {
        if (!pool.allows(unit, host) || !hasRoom(unit, host, gone)) {
            return false;
        }
        BitSet enemies = pool.enemies(unit);
        BitSet there = on.get(host);
        for (int i = there.nextSetBit(0); i >= 0; i = there.nextSetBit(i + 1)) {
            if (i != gone && enemies.get(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasRoom(int unit, int host, int gone) {
        Amounts needs = pool.units.get(unit).needs();
        for (int kind = 0; kind < Amounts.KINDS; kind++) {
            long room =
                    free[host][kind]
                            + (gone == NOWHERE ? 0 : pool.units.get(gone).needs().of(kind));
            if (needs.of(kind) > room) {
                return false;
            }
        }
        return true;
    }

    void put(int unit, int host) {
        if (at[unit] != NOWHERE) {
            take(unit);
        }
        at[unit] = host;
        on.get(host).set(unit);
        change(unit, host, -1);
    }

    void take(int unit) {
        int host = at[unit];
        at[unit] = NOWHERE;
        on.get(host).clear(unit);
        change(unit, host, 1);
    }

    private void change(int unit, int host, int sign) {
        Amounts needs = pool.units.get(unit).needs();
        for (int kind = 0; kind < Amounts.KINDS; kind++) {
            free[host][kind] += sign * needs.of(kind);
        }
    }

    /// How much would be left on a host if the unit were there, as the sum of the shares of the
    /// pool: the least is the best fit.
    long left(int unit, int host) {
        Amounts needs = pool.units.get(unit).needs();
        long left = 0;
        for (int kind = 0; kind < Amounts.KINDS; kind++) {
            left += pool.share(free[host][kind] - needs.of(kind), kind);
        }
        return left;
    }

    /// The host of these where the unit fits best; [#NOWHERE] where it fits on none.
    int best(int unit, BitSet hosts) {
        int best = NOWHERE;
        long least = Long.MAX_VALUE;
        for (int host = hosts.nextSetBit(0); host >= 0; host = hosts.nextSetBit(host + 1)) {
            if (fits(unit, host) && left(unit, host) < least) {
                least = left(unit, host);
                best = host;
            }
        }
        return best;
    }
}
