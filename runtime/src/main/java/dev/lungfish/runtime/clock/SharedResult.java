package dev.lungfish.runtime.clock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The result of work that many ask for: one of them does it, who asks meanwhile waits and gets the
/// same, and so does who asks a while later. So the work costs the same, whoever asks how often.
/// Safe for use by several threads.
///
/// @param <T> the result, never changed
/// @param <E> how the work fails; a failure is not shared
public final class SharedResult<T, E extends Exception> {
    private final Work<T, E> work;
    private final Duration mostAge;
    private final ReentrantLock working = new ReentrantLock();
    private volatile @Nullable Kept<T> kept;
    private final AtomicInteger changes = new AtomicInteger();

    /// What is shared.
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T result() throws E;
    }

    private record Kept<T>(T result, Deadline until) {}

    /// @param mostAge how long a result is shared after it was known
    public SharedResult(Duration mostAge, Work<T, E> work) {
        this.mostAge = mostAge;
        this.work = work;
    }

    /// The result, if it need not be worked out again. Never waits.
    public Optional<T> known() {
        Kept<T> found = kept;
        return found != null && !found.until.passed()
                ? Optional.of(found.result)
                : Optional.empty();
    }

    /// A result that was known so short a time ago, or a new one.
    public T get() throws E {
        Kept<T> found = kept;
        if (found != null && !found.until.passed()) {
            return found.result;
        }
        working.lock();
        try {
            Kept<T> newest = kept;
            if (newest != null && !newest.until.passed()) {
                return newest.result;
            }
            int before = changes.get();
            T result = work.result();
            kept = new Kept<>(result, Deadline.after(mostAge));
            if (before != changes.get()) {
                kept = null; // of before the change
            }
            return result;
        } finally {
            working.unlock();
        }
    }

    /// What the work looks at has changed: who asks from now on gets a new result.
    public void forget() {
        changes.incrementAndGet();
        kept = null;
    }
}
