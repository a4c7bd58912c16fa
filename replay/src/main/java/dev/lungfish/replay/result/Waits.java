package dev.lungfish.replay.result;

import java.util.TreeMap;

/// How long work waited for its hosts, in milliseconds. Not safe to share between threads.
public final class Waits {
    private final TreeMap<Long, Long> counts = new TreeMap<>();
    private long all;

    /// So much work waited so long.
    public void add(long millis, long times) {
        if (times > 0) {
            counts.merge(millis, times, Long::sum);
            all += times;
        }
    }

    public long count() {
        return all;
    }

    /// So long waited a share of the work at most; 0 where there was none.
    ///
    /// @param share 0.99 for 99 of 100
    public long quantile(double share) {
        long left = (long) Math.ceil(all * share);
        for (var entry : counts.entrySet()) {
            left -= entry.getValue();
            if (left <= 0) {
                return entry.getKey();
            }
        }
        return 0;
    }

    public long longest() {
        return counts.isEmpty() ? 0 : counts.lastKey();
    }
}
