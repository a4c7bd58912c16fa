package dev.lungfish.daemon;

import java.time.Duration;
import java.util.function.Supplier;

/// Gives memory back to the system when the work that needed it is over. The collector runs when a
/// call needs room, so a daemon without calls would keep what its most clients needed, for ever.
/// For one thread.
final class IdleMemory {
    static final Duration EVERY = Duration.ofSeconds(5);

    /// A collection takes the daemon some 30 ms; less than this is not worth it.
    private static final long WORTH_IT = 24L * 1024 * 1024;

    /// What a daemon without work allocates between two looks, at most.
    private static final long IDLE = 2L * 1024 * 1024;

    private final Supplier<Heap> heap;
    private final Runnable collector;
    private long usedBefore = Long.MAX_VALUE;
    private long heldAfterCollection;

    /// In bytes.
    ///
    /// @param held of the system
    record Heap(long held, long used) {}

    /// The one of this process.
    IdleMemory() {
        this(IdleMemory::heap, System::gc);
    }

    IdleMemory(Supplier<Heap> heap, Runnable collector) {
        this.heap = heap;
        this.collector = collector;
    }

    private static Heap heap() {
        Runtime runtime = Runtime.getRuntime();
        long held = runtime.totalMemory();
        return new Heap(held, held - runtime.freeMemory());
    }

    /// Collects if much is held, more than at the last time, and nothing is going on.
    ///
    /// @return whether to look again at once: never
    boolean look() {
        Heap now = heap.get();
        boolean idle = Math.abs(now.used - usedBefore) < IDLE;
        usedBefore = now.used;
        if (idle && now.held - heldAfterCollection > WORTH_IT) {
            collector.run();
            Heap after = heap.get();
            usedBefore = after.used;
            heldAfterCollection = after.held;
        }
        return false;
    }
}
