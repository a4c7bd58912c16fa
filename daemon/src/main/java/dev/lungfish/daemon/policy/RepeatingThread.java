package dev.lungfish.daemon.policy;

import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.runtime.clock.Pause;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// A thread that looks again and again, from the daemon's start to its end.
public final class RepeatingThread implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(200);

    private final String name;
    private final Thread thread;
    private volatile boolean ending;

    private RepeatingThread(String name, BooleanSupplier look, Duration every, Log log) {
        this.name = name;
        thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> run(look, every, log));
    }

    /// Starts to look.
    ///
    /// @param name for the log: `policy`
    /// @param look tells whether to look again at once
    public static RepeatingThread start(
            String name, BooleanSupplier look, Duration every, Log log) {
        RepeatingThread started = new RepeatingThread(name, look, every, log);
        started.thread.start();
        return started;
    }

    private void run(BooleanSupplier look, Duration every, Log log) {
        while (!ending) {
            boolean again = false;
            try {
                again = look.getAsBoolean();
            } catch (RuntimeException e) {
                log.event(new LogEvent.WorkFailed(name, e));
            }
            if (!again && Pause.of(every, STEP, () -> ending) && !ending) {
                return; // Interrupted.
            }
        }
    }

    /// Ends, once a sleep that runs is over; whoever closes has cancelled it.
    @Override
    public void close() {
        ending = true;
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
