package dev.lungfish.core.fleet.consolidation;

import java.util.BitSet;
import java.util.OptionalInt;

/// Whether the guests of any one host fit on the others when it fails. Guests that can run nowhere
/// else are left out: no plan can save them. A yes is certain; a no may be wrong, as all ways to
/// place the guests are not tried.
final class FailureCheck {
    private FailureCheck() {}

    /// The first host whose guests would not fit on the others of these.
    ///
    /// @param awake the hosts that are counted on
    static OptionalInt uncovered(Packing packing, BitSet awake) {
        for (int host = awake.nextSetBit(0); host >= 0; host = awake.nextSetBit(host + 1)) {
            if (!covered(packing, awake, host)) {
                return OptionalInt.of(host);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean covered(Packing packing, BitSet awake, int failed) {
        BitSet others = (BitSet) awake.clone();
        others.clear(failed);
        Pool pool = packing.pool;
        int[] lost =
                packing.on(failed).stream()
                        .filter(pool::restarts)
                        .boxed()
                        .sorted((one, other) -> Long.compare(pool.size(other), pool.size(one)))
                        .mapToInt(Integer::intValue)
                        .toArray();
        boolean all = true;
        int placed = 0;
        while (all && placed < lost.length) {
            int host = packing.best(lost[placed], others);
            if (host == Packing.NOWHERE) {
                all = false;
            } else {
                packing.put(lost[placed], host);
                placed++;
            }
        }
        for (int i = 0; i < placed; i++) {
            packing.put(lost[i], failed);
        }
        return all;
    }
}
