package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.KeepaliveCountdown;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Watches the time limits of one peer, for the ticking thread. Whoever reads the peer's frames
/// counts them.
final class PeerWatch {
    private final ServerLimits limits;
    private final KeepaliveCountdown keepalive;

    /// Only the thread that reads counts frames.
    private final AtomicLong frames = new AtomicLong();

    private volatile boolean insidePassingFrame;
    private long framesAtLastTick;
    private int ticksInsideFrame;
    private long writtenAtLastTick;
    private int ticksOfStall;

    PeerWatch(ServerLimits limits) {
        this.limits = limits;
        keepalive =
                new KeepaliveCountdown(
                        limits.ticks(limits.keepaliveInterval()), limits.keepalivePings());
    }

    /// A frame has come.
    void countFrame() {
        frames.lazySet(frames.get() + 1);
    }

    /// The number of frames so far.
    long frames() {
        return frames.get();
    }

    /// Whether a frame has begun and not ended that passes without being read.
    void insidePassingFrame(boolean inside) {
        insidePassingFrame = inside;
    }

    /// A tick of the server has passed.
    ///
    /// @param insideReadFrame whether a frame that is read has begun and not ended
    /// @param written the bytes that the peer has read, or -1 if no thread waits for it
    /// @param ping sends one to a peer that answers pings
    /// @return why the peer is given up
    Optional<String> tick(boolean insideReadFrame, long written, Optional<Runnable> ping) {
        long now = frames.get();
        boolean insideFrame = insideReadFrame || insidePassingFrame;
        ticksInsideFrame = insideFrame && now == framesAtLastTick ? ticksInsideFrame + 1 : 0;
        ticksOfStall = written >= 0 && written == writtenAtLastTick ? ticksOfStall + 1 : 0;
        writtenAtLastTick = written;
        boolean heard = now != framesAtLastTick;
        framesAtLastTick = now;
        if (ticksInsideFrame > limits.ticks(limits.frameTime())) {
            return Optional.of("it began a frame and did not end it for " + limits.frameTime());
        }
        if (ticksOfStall > limits.ticks(limits.stallTime())) {
            return Optional.of("it took nothing of what it was sent for " + limits.stallTime());
        }
        return ping.flatMap(send -> keepAlive(heard, send));
    }

    private Optional<String> keepAlive(boolean heard, Runnable ping) {
        return switch (keepalive.tick(heard)) {
            case NOTHING -> Optional.empty();
            case PING -> {
                ping.run();
                yield Optional.empty();
            }
            case GIVE_UP ->
                    Optional.of("it answered none of %d pings".formatted(limits.keepalivePings()));
        };
    }
}
