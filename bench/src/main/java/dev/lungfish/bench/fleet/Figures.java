package dev.lungfish.bench.fleet;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// What the hosts have seen. Safe for use by several threads.
final class Figures {
    private static final int MOST = 4_000_000;
    private static final int MICROS = 1000;

    private final int[] micros = new int[MOST];
    private int used;
    private boolean counts;

    final LongAdder failures = new LongAdder();
    final LongAdder sleeps = new LongAdder();
    final LongAdder dials = new LongAdder();

    private final AtomicInteger answered = new AtomicInteger();

    /// One more host was answered for the first time.
    void first() {
        int _ = answered.incrementAndGet();
    }

    /// How many hosts were answered.
    int hosts() {
        return answered.get();
    }

    /// From now on times count.
    synchronized void begin() {
        counts = true;
        used = 0;
        failures.reset();
        sleeps.reset();
        dials.reset();
    }

    /// One check-in, from the first packet of its dial to its answer.
    synchronized void took(long nanos) {
        if (counts && used < MOST) {
            micros[used] = (int) Math.min(nanos / MICROS, Integer.MAX_VALUE);
            used++;
        }
    }

    synchronized int count() {
        return used;
    }

    /// A share of the check-ins took at most so long.
    synchronized Duration quantile(double share) {
        if (used == 0) {
            return Duration.ZERO;
        }
        int[] sorted = Arrays.copyOf(micros, used);
        Arrays.sort(sorted);
        int index = (int) Math.min(used - 1L, (long) Math.ceil(share * used) - 1);
        return Duration.ofNanos((long) sorted[Math.max(0, index)] * MICROS);
    }
}
