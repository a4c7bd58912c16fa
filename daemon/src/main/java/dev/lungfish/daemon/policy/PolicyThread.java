package dev.lungfish.daemon.policy;

import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.Log.Field;
import dev.lungfish.linux.clock.Pause;
import java.time.Duration;

/// The thread that looks again and again, from the daemon's start to its end.
public final class PolicyThread implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(200);

    private final Thread thread;
    private volatile boolean ending;

    private PolicyThread(PolicyLoop loop, Duration every, Log log) {
        thread = Thread.ofPlatform().name("policy").daemon().unstarted(() -> run(loop, every, log));
    }

    /// Starts to look.
    public static PolicyThread start(PolicyLoop loop, Duration every, Log log) {
        PolicyThread started = new PolicyThread(loop, every, log);
        started.thread.start();
        return started;
    }

    private void run(PolicyLoop loop, Duration every, Log log) {
        while (!ending) {
            boolean again = false;
            try {
                again = loop.look();
            } catch (RuntimeException e) {
                log.error("the policy broke; it goes on", Field.of("why", e));
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
