package dev.lungfish.runtime.clock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    /// Most work is over by then. What it uses is not looked at before, as a look takes longer than
    /// most work; this wait does not count.
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);

    /// Threads for work, again and again: many pieces of a sleep follow each other, and a thread
    /// takes longer to start than most of them. One that hangs is not used again.
    private static final ExecutorService THREADS =
            Executors.newCachedThreadPool(Thread.ofPlatform().name("idle").daemon().factory());

    /// The part of a wait for which this process had a processor, if its work goes on.
    private static final int BUSY = 20;

    /// How many waits with work count as one.
    private static final int WORK = 4;

    private TimeLimit() {}

    /// The result of the work, or whatever it throws; empty if it took longer than the limit, or if
    /// the waiting thread was interrupted; it stays interrupted.
    ///
    /// @param name of the thread
    /// @param work may hang
    public static <T> Optional<T> within(Duration limit, String name, Supplier<T> work) {
        return within(limit, name, work, WAIT, Optional.empty());
    }

    /// The same for work that needs a processor, which a busy host gives it late: a second in which
    /// this process had one for a twentieth of the time counts as a quarter. What hangs uses none.
    /// So it may take four times the limit at most.
    public static <T> Optional<T> ofWork(Duration limit, String name, Supplier<T> work) {
        return within(limit, name, work, WAIT, Optional.of(TimeLimit::processorTime));
    }

    /// What the kernel says that this process has used of its processors.
    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// @param step the length of one wait
    /// @param used the processor time that the process has used so far; empty if it does not matter
    static <T> Optional<T> within(
            Duration limit,
            String name,
            Supplier<T> work,
            Duration step,
            Optional<Supplier<Duration>> used) {
        Future<T> task = THREADS.submit(() -> named(name, work));
        try {
            Optional<T> soon = within(task, step.compareTo(FIRST_WAIT) < 0 ? step : FIRST_WAIT);
            if (soon.isPresent()) {
                return soon;
            }
            Duration left = limit;
            Optional<Duration> before = used.map(Supplier::get);
            while (left.isPositive()) {
                Duration wait = left.compareTo(step) < 0 ? left : step;
                Optional<T> result = within(task, wait);
                if (result.isPresent()) {
                    return result;
                }
                Optional<Duration> now = used.map(Supplier::get);
                left =
                        left.minus(
                                isWork(before, now, wait)
                                        ? Duration.ofNanos(step.toNanos() / WORK)
                                        : wait);
                before = now;
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

    private static <T> Optional<T> within(Future<T> task, Duration wait)
            throws InterruptedException, ExecutionException {
        try {
            return Optional.of(task.get(wait.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        }
    }

    private static <T> T named(String name, Supplier<T> work) {
        Thread thread = Thread.currentThread();
        String idle = thread.getName();
        thread.setName(name);
        try {
            return work.get();
        } finally {
            thread.setName(idle);
        }
    }

    private static boolean isWork(
            Optional<Duration> before, Optional<Duration> now, Duration wait) {
        return before.isPresent()
                && now.isPresent()
                && now.get().minus(before.get()).toNanos() * BUSY >= wait.toNanos();
    }
}
