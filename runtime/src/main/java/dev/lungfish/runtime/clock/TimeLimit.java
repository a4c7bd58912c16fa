package dev.lungfish.runtime.clock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Runs work that may hang on its own thread and stops waiting for it after a limit, counted on the
/// clock that stands still while the host sleeps. A hanging system call can't be ended, so its
/// thread is abandoned; it does not prevent the process from ending.
///
/// That clock runs in suspend-to-idle on some hosts, and while the process is stopped. So time is
/// counted in short waits, and a wait in which the whole process was frozen counts like any other.
public final class TimeLimit {
    private static final Duration WAIT = Duration.ofSeconds(1);

    private TimeLimit() {}

    /// The result of the work, or whatever it throws; empty if it took longer than the limit, or if
    /// the waiting thread was interrupted; it stays interrupted.
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
                    // Wait again if there is time.
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
