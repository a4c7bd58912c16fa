package dev.lungfish.replay.trace;

import java.time.Instant;
import java.util.Arrays;

/// All work of a trace, as it is read: when how much of it begins and ends. Not safe to share
/// between threads.
final class Work {
    private long[] times = new long[1024];
    private double[] cores = new double[1024];
    private double[] memory = new double[1024];
    private byte[] begins = new byte[1024];
    private int size;
    private long last = Long.MIN_VALUE;

    /// Something runs.
    ///
    /// @param start in milliseconds
    /// @param end in milliseconds; not after the start where it never runs
    /// @param someCores that it uses
    /// @param bytes of memory that it uses
    void run(long start, long end, double someCores, double bytes) {
        if (end > start) {
            change(start, someCores, bytes, true);
            change(end, -someCores, -bytes, false);
        }
    }

    /// More or less is used from a moment on.
    ///
    /// @param begun whether somebody waits for it
    void change(long time, double moreCores, double moreBytes, boolean begun) {
        if (size == times.length) {
            int larger = size * 2;
            times = Arrays.copyOf(times, larger);
            cores = Arrays.copyOf(cores, larger);
            memory = Arrays.copyOf(memory, larger);
            begins = Arrays.copyOf(begins, larger);
        }
        times[size] = time;
        cores[size] = moreCores;
        memory[size] = moreBytes;
        begins[size] = (byte) (begun ? 1 : 0);
        size++;
        last = Math.max(last, time);
    }

    /// When the last of it ends.
    long last() {
        return last;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// The sums.
    ///
    /// @param beginning what the moment 0 is
    Load load(Instant beginning) {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (one, other) -> Long.compare(times[one], times[other]));
        long first = times[order[0]];
        long[] at = new long[size];
        double[] usedCores = new double[size];
        double[] usedMemory = new double[size];
        int[] begun = new int[size];
        int count = -1;
        double sumOfCores = 0;
        double sumOfMemory = 0;
        for (int i : order) {
            sumOfCores += cores[i];
            sumOfMemory += memory[i];
            if (count < 0 || at[count] != times[i] - first) {
                count++;
                at[count] = times[i] - first;
            }
            usedCores[count] = sumOfCores;
            usedMemory[count] = sumOfMemory;
            begun[count] += begins[i];
        }
        int steps = count + 1;
        return new Load(
                beginning.plusMillis(first),
                Arrays.copyOf(at, steps),
                Arrays.copyOf(usedCores, steps),
                Arrays.copyOf(usedMemory, steps),
                Arrays.copyOf(begun, steps));
    }
}
