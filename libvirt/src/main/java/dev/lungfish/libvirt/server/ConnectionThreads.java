package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.share.Account;
import dev.lungfish.libvirt.share.Division;
import dev.lungfish.libvirt.share.SharedPool;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Threads for connections. A platform thread whose connection is over serves another for a while:
/// a new thread costs as much as several calls.
public final class ConnectionThreads {
    private static final ExecutorService POOL =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon(true).factory());

    /// A virtual thread keeps its processor until it waits. If its peer always has another call, it
    /// yields after this number of frames.
    private static final int FRAMES_IN_A_ROW = 16;

    /// Time for a peer to end the connection after it was told that nothing more comes.
    private static final Duration FAREWELL_TIME = Duration.ofMillis(250);

    /// Of clients that pass file descriptors, which only platform threads may wait for.
    private static final int MOST_KEPT = 256;

    private final SharedPool platformThreads;
    private final SharedPool kept = new SharedPool(Division.of(MOST_KEPT));

    /// @param platformThreads how many connections get one; the others get virtual threads
    ConnectionThreads(int platformThreads) {
        this.platformThreads = new SharedPool(Division.of(platformThreads));
    }

    /// The threads of one connection.
    OfConnection of(Account account) {
        return new OfConnection(account);
    }

    /// What works for one connection. Safe for use by several threads.
    final class OfConnection {
        /// One that reads the client's frames, and one that brings frames back.
        private static final int KEPT = 2;

        private final Account account;
        private boolean keeps;
        private boolean ended;

        private OfConnection(Account account) {
            this.account = account;
        }

        /// Keeps two platform threads for it.
        ///
        /// @return false if its account has as many as it may
        synchronized boolean keepThreads() {
            if (!keeps && !ended) {
                keeps = kept.take(account, KEPT);
            }
            return keeps;
        }

        /// Runs it in a platform thread, or not at all.
        ///
        /// @return whether there is one for it
        boolean runByKernel(String name, Runnable work) {
            if (keepsThreads()) {
                start(name, work);
                return true;
            }
            return serveByKernel(account, name, work);
        }

        /// Runs it in a platform thread while its account has one left.
        void run(String name, Runnable work) {
            if (!runByKernel(name, work)) {
                Thread.ofVirtual().name(name).start(work);
            }
        }

        private synchronized boolean keepsThreads() {
            return keeps;
        }

        /// The connection has ended, and its threads end soon.
        synchronized void end() {
            ended = true;
            if (keeps) {
                keeps = false;
                kept.giveBack(account, KEPT);
            }
        }
    }

    /// Runs the life of a connection: in a platform thread while its account has one left.
    ///
    /// @param name of the thread while it runs
    void serve(Account account, String name, Runnable life) {
        if (!serveByKernel(account, name, life)) {
            Thread.ofVirtual().name(name).start(life);
        }
    }

    /// Runs it in a platform thread, or not at all.
    ///
    /// @return whether there is one for it
    boolean serveByKernel(Account account, String name, Runnable life) {
        if (platformThreads.take(account, 1)) {
            try {
                start(
                        name,
                        () -> {
                            try {
                                life.run();
                            } finally {
                                platformThreads.giveBack(account, 1);
                            }
                        });
                return true;
            } catch (OutOfMemoryError e) {
                platformThreads.giveBack(
                        account, 1); // the system has no further thread for this process
            }
        }
        return false;
    }

    /// Runs it when a peer had time to leave.
    static void afterFarewell(Runnable end) {
        CompletableFuture.delayedExecutor(
                        FAREWELL_TIME.toMillis(),
                        TimeUnit.MILLISECONDS,
                        Thread.ofVirtual().name("libvirt-farewell")::start)
                .execute(end);
    }

    /// For a virtual thread that has read so many frames.
    @SuppressWarnings("ThreadPriorityCheck") // for fairness; nothing rests on it
    static void letOthersIn(long frames) {
        if (frames % FRAMES_IN_A_ROW == 0) {
            Thread.yield();
        }
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
