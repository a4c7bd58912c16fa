package dev.lungfish.replay.engine;

import java.util.Arrays;

/// What is to happen to which host, the earliest first: a heap of numbers. Entries that are out of
/// date stay in it, and are recognized when their time comes.
final class Queue {
    private static final int HOST_BITS = 22;
    private static final int KIND_BITS = 2;

    /// What is to happen.
    enum Kind {
        PHASE(0),
        CALL(1),
        LOOK(2);

        private final int place;

        Kind(int place) {
            this.place = place;
        }
    }

    private static final Kind[] KINDS = Kind.values();

    private long[] heap = new long[1024];
    private int size;

    /// Something is to happen.
    ///
    /// @param time in milliseconds
    void add(long time, Kind kind, int host) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        long entry = (time << KIND_BITS | kind.place) << HOST_BITS | host;
        int at = size++;
        while (at > 0 && heap[(at - 1) / 2] > entry) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = entry;
    }

    /// When the next thing happens; [Long#MAX_VALUE] where nothing does.
    long next() {
        return size == 0 ? Long.MAX_VALUE : heap[0] >> (HOST_BITS + KIND_BITS);
    }

    Kind kind() {
        return KINDS[(int) (heap[0] >> HOST_BITS) & ((1 << KIND_BITS) - 1)];
    }

    int host() {
        return (int) heap[0] & ((1 << HOST_BITS) - 1);
    }

    void remove() {
        long entry = heap[--size];
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= entry) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = entry;
    }
}
