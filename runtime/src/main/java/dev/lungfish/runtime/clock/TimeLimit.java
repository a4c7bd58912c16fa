package dev.lungfish.runtime.clock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Does what may hang on a thread of its own, and gives up waiting for it after a limit, counted on
/// the clock that stands still while the host sleeps. A call of the kernel that hangs can't be
/// ended, so its thread is left behind; it keeps no process from ending.
///
/// That clock runs on in suspend-to-idle on some hosts, and while the process is stopped; so time
/// is counted in short waits, and one in which the whole process was frozen counts no more than any
/// other.
public final class TimeLimit {
    private static final Duration WAIT = Duration.ofSeconds(1);

    private TimeLimit() {}

    /// What the work gives, or whatever it throws; empty where it took longer than the limit, or
    /// the waiting thread was interrupted, which it stays.
    ///
    /// @param name of the thread
    /// @param work may hang
    public static <T> Optional<T> within(Duration limit, String name, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread.ofPlatform().name(name).daemon().start(task);
        try {
            Duration left = limit;
            while (!left.isZero()) {
                Duration wait = left.compareTo(WAIT) < 0 ? left : WAIT;
                left = left.minus(wait);
                try {
                    return Optional.of(task.get(wait.toNanos(), TimeUnit.NANOSECONDS));
                } catch (TimeoutException _) {
                    // The next wait, where there is time for one.
                }
            }
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error broken) {
                throw broken;
            }
            throw e.getCause() instanceof RuntimeException failed
                    ? failed
                    : new IllegalStateException(name + " failed", e);
        }
    }
}
