package dev.lungfish.replay.trace;

import java.util.Arrays;

/// How many hosts are needed, as steps. Its arrays are as long as each other and are not to be
/// changed.
///
/// @param times in milliseconds, the first 0, each later than the one before; at the last one the
///   trace ends
/// @param hosts that are needed from each time on
/// @param arrivals for how much work somebody waits that begins at each time
@SuppressWarnings("ArrayRecordComponent") // never compared, and large
public record Need(long[] times, int[] hosts, int[] arrivals) {
    /// How long the trace is, in milliseconds.
    public long length() {
        return times[times.length - 1];
    }

    public int steps() {
        return times.length;
    }

    /// How many are needed at once at most.
    public int peak() {
        return Arrays.stream(hosts).max().orElse(0);
    }

    /// How many must be awake: never fewer than a number, and some more than are needed, as far as
    /// there are so many.
    public Need withRules(int least, int reserve, int all) {
        return new Need(
                times,
                Arrays.stream(hosts)
                        .map(needed -> Math.min(all, Math.max(least, needed + reserve)))
                        .toArray(),
                arrivals);
    }
}
