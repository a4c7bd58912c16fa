package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.transport.SocketPolling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The loops of one relay: one for two processors, at most four. They start with the first client.
/// Safe to use from any thread.
final class FrameLoops {
    private static final int MOST = 4;

    private final Optional<SocketPolling> polling;
    private final int most = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST);
    private final ReentrantLock lock = new ReentrantLock();
    private final List<FrameLoop> loops = new ArrayList<>();
    private int next;

    FrameLoops(Optional<SocketPolling> polling) {
        this.polling = polling;
    }

    /// The loop for one more client; empty if only threads of its own can serve it.
    Optional<FrameLoop> next() {
        if (polling.isEmpty()) {
            return Optional.empty();
        }
        lock.lock();
        try {
            if (loops.size() < most) {
                loops.add(FrameLoop.start(polling.get(), loops.size()));
            }
            next = (next + 1) % loops.size();
            return Optional.of(loops.get(next));
        } catch (IOException e) {
            return loops.stream().findFirst(); // the process has no files left for another
        } finally {
            lock.unlock();
        }
    }
}
