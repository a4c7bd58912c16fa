package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.KeepaliveCountdown;
import java.util.Optional;

/// Watches the time limits of one peer. For the ticking thread.
final class PeerWatch {
    private final ServerLimits limits;
    private final KeepaliveCountdown keepalive;
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

    /// A tick of the server has passed.
    ///
    /// @param frames that were read so far
    /// @param insideFrame whether one has begun and not ended
    /// @param written the bytes that the peer has read, or -1 if no thread waits for it
    /// @param ping sends one to a peer that answers pings
    /// @return why the peer is given up
    Optional<String> tick(long frames, boolean insideFrame, long written, Optional<Runnable> ping) {
        ticksInsideFrame = insideFrame && frames == framesAtLastTick ? ticksInsideFrame + 1 : 0;
        ticksOfStall = written >= 0 && written == writtenAtLastTick ? ticksOfStall + 1 : 0;
        writtenAtLastTick = written;
        boolean heard = frames != framesAtLastTick;
        framesAtLastTick = frames;
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
