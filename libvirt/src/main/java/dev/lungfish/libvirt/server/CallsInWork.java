package dev.lungfish.libvirt.server;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The calls of one connection that have no queued reply yet. Safe for use by several threads.
final class CallsInWork {
    private final AtomicInteger calls = new AtomicInteger();
    private final int most;
    private final Runnable end;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();

    /// Whether the reading thread waits for room.
    private volatile boolean awaited;

    private volatile boolean refused;

    /// @param most before the next one is read
    /// @param end is run when calls are refused and the last one has its reply
    CallsInWork(int most, Runnable end) {
        this.most = most;
        this.end = end;
    }

    /// A call is running: the end waits for its reply.
    void begin() {
        calls.incrementAndGet();
    }

    /// A call's reply is queued.
    void end() {
        int left = calls.decrementAndGet();
        if (awaited) {
            tell();
        }
        if (left == 0 && refused) {
            end.run();
        }
    }

    int count() {
        return calls.get();
    }

    /// Whether one more may be read.
    boolean hasRoom() {
        return calls.get() < most || refused;
    }

    /// Waits until one more may be read. For the reading thread.
    void awaitRoom() {
        if (hasRoom()) {
            return;
        }
        lock.lock();
        try {
            awaited = true;
            while (!hasRoom()) {
                change.awaitUninterruptibly();
            }
        } finally {
            awaited = false;
            lock.unlock();
        }
    }

    /// New ones are refused from now on, and so nobody waits.
    void refuse() {
        refused = true;
        tell();
    }

    private void tell() {
        lock.lock();
        try {
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean refused() {
        return refused;
    }
}
