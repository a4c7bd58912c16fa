package dev.lungfish.libvirt.server;

import java.util.concurrent.atomic.AtomicInteger;

/// The calls of one connection that have no queued reply yet. Safe for use by several threads.
final class CallsInWork {
    private final AtomicInteger calls = new AtomicInteger();
    private final Runnable end;
    private volatile boolean refused;

    /// @param end is run when calls are refused and the last one has its reply
    CallsInWork(Runnable end) {
        this.end = end;
    }

    /// A call is running: the end waits for its reply.
    void begin() {
        calls.incrementAndGet();
    }

    /// A call's reply is queued.
    void end() {
        if (calls.decrementAndGet() == 0 && refused) {
            end.run();
        }
    }

    int count() {
        return calls.get();
    }

    /// New ones are refused from now on.
    void refuse() {
        refused = true;
    }

    boolean refused() {
        return refused;
    }
}
