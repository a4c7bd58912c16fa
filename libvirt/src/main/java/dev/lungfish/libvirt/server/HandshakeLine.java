package dev.lungfish.libvirt.server;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Of clients that come at once many would need a handshake at the same time: they wait in line, in
/// their own threads. Safe for use by several threads.
final class HandshakeLine {
    private final ServerLimits limits;
    private final Semaphore places;

    HandshakeLine(ServerLimits limits) {
        this.limits = limits;
        places = new Semaphore(limits.handshakes(), true);
    }

    /// Waits for a place.
    ///
    /// @return false if none got free in time
    boolean enter() {
        try {
            return places.tryAcquire(limits.timeInLine().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void leave() {
        places.release();
    }

    /// Why somebody got no place.
    String whyNot() {
        return "%d others were shaking hands for %d s"
                .formatted(limits.handshakes(), limits.timeInLine().toSeconds());
    }
}
