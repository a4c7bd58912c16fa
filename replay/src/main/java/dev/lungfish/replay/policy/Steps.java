package dev.lungfish.replay.policy;

import java.util.Arrays;

/// A number that changes in steps. For one thread, while it is written.
public final class Steps {
    private long[] times = new long[64];
    private int[] values = new int[64];
    private int size;

    /// The same always.
    static Steps always(int value) {
        Steps steps = new Steps();
        steps.set(0, value);
        return steps;
    }

    /// It is so from a moment on; not before the last one that was set.
    void set(long time, int value) {
        if (size > 0 && times[size - 1] == time) {
            size--;
        }
        if (size > 0 && values[size - 1] == value) {
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = time;
        values[size] = value;
        size++;
    }

    public int size() {
        return size;
    }

    /// When step i begins, in milliseconds.
    public long time(int i) {
        return times[i];
    }

    /// What it is from then on.
    public int value(int i) {
        return values[i];
    }
}
