package dev.lungfish.libvirt.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Platform threads for connections. One whose connection is over serves another for a while: a new
/// thread costs as much as several calls.
public final class ConnectionThreads {
    private static final ExecutorService POOL =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon(true).factory());

    private ConnectionThreads() {}

    /// Runs it in a thread of its own.
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
