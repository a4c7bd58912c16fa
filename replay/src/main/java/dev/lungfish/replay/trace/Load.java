package dev.lungfish.replay.trace;

import java.time.Instant;
import java.util.Arrays;

/// What all work of a trace uses together. Its arrays are as long as each other and are not to be
/// changed.
///
/// @param beginning of the trace
/// @param times in milliseconds since the beginning, each later than the one before; at the last
///   one the trace ends
/// @param cores that are used from each time on
/// @param memory in bytes that is used from each time on
/// @param begun for how much work somebody waits that begins at each time
@SuppressWarnings("ArrayRecordComponent") // never compared, and large
public record Load(Instant beginning, long[] times, double[] cores, double[] memory, int[] begun) {
    /// Sums of many numbers are not exact.
    private static final double NOTHING = 1e-6;

    /// How many hosts are needed, where work can be placed on any of them.
    ///
    /// @param coresOfHost that one host has
    /// @param memoryOfHost in bytes
    public Need need(double coresOfHost, double memoryOfHost) {
        long[] at = new long[times.length];
        int[] hosts = new int[times.length];
        int[] arrivals = new int[times.length];
        int count = 0;
        for (int i = 0; i < times.length; i++) {
            double most = Math.max(cores[i] / coresOfHost, memory[i] / memoryOfHost);
            int needed = (int) Math.ceil(most - NOTHING);
            if (count == 0 || needed != hosts[count - 1] || begun[i] > 0 || i == times.length - 1) {
                at[count] = times[i];
                hosts[count] = Math.max(0, needed);
                arrivals[count] = begun[i];
                count++;
            }
        }
        return new Need(
                Arrays.copyOf(at, count),
                Arrays.copyOf(hosts, count),
                Arrays.copyOf(arrivals, count));
    }
}
