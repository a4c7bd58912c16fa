package dev.lungfish.libvirt.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Threads for connections. A platform thread whose connection is over serves another for a while:
/// a new thread costs as much as several calls.
public final class ConnectionThreads {
    private static final ExecutorService POOL =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon(true).factory());

    private final Semaphore platformThreads;

    /// @param platformThreads how many connections get one; the others get virtual threads
    ConnectionThreads(int platformThreads) {
        this.platformThreads = new Semaphore(platformThreads);
    }

    /// Runs the life of a connection: in a platform thread while there are few.
    ///
    /// @param name of the thread while it runs
    void serve(String name, Runnable life) {
        if (platformThreads.tryAcquire()) {
            try {
                start(
                        name,
                        () -> {
                            try {
                                life.run();
                            } finally {
                                platformThreads.release();
                            }
                        });
                return;
            } catch (OutOfMemoryError e) {
                platformThreads.release(); // the system has no further thread for this process
            }
        }
        Thread.ofVirtual().name(name).start(life);
    }

    /// Runs it in a platform thread of its own.
    ///
    /// @param name of the thread while it runs
    /// @throws OutOfMemoryError if the system has no further thread for this process
    public static void start(String name, Runnable life) {
        POOL.execute(() -> {
            Thread.currentThread().setName(name);
            life.run();
        });
    }
}
