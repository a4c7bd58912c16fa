package dev.lungfish.inventory.node;

import dev.lungfish.runtime.clock.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A cached fact that is read again at its maximum age. One caller reads; others wait for that
/// reading and share it.
public final class ExpiringValue<T> {
    private final Supplier<T> source;
    private final Duration mostAge;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Kept<T> kept;

    private record Kept<T>(T value, Deadline until) {}

    /// @param mostAge zero to read at each call
    public ExpiringValue(Supplier<T> source, Duration mostAge) {
        this.source = source;
        this.mostAge = mostAge;
    }

    /// The value if it need not be read again. Never waits.
    public Optional<T> known() {
        Kept<T> found = kept;
        return found != null && !found.until.passed() ? Optional.of(found.value) : Optional.empty();
    }

    public T get() {
        Kept<T> found = kept;
        if (found != null && !found.until.passed()) {
            return found.value;
        }
        reading.lock();
        try {
            Kept<T> newest = kept;
            if (newest != null && !newest.until.passed()) {
                return newest.value;
            }
            Deadline until = Deadline.after(mostAge);
            T value = source.get();
            kept = new Kept<>(value, until);
            return value;
        } finally {
            reading.unlock();
        }
    }
}
