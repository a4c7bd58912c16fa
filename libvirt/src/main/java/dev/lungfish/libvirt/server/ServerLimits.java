package dev.lungfish.libvirt.server;

import java.time.Duration;

/// Limits of the memory and the time that all peers together, and each of them, can cost a server.
///
/// @param tick how often the times below are checked, which is their precision
/// @param keepaliveInterval between two pings to a client that asked for keepalive
/// @param keepalivePings how many may stay unanswered
/// @param handshakeTime for TLS
/// @param frameTime for one frame to be complete once it has begun
/// @param stallTime for a peer to read any byte that it is sent; 64 KiB if a platform thread
///   writes, which the kernel releases only when all is taken
/// @param handshakes of TLS at the same time
/// @param systemThreads platform threads that serve a connection each; further connections get
///   virtual threads, which need less memory and, for a call, more time
/// @param unansweredCalls of a connection, before its next call is read
/// @param queueBytes of frames queued for one peer, beyond a single one
/// @param largeFrameBytes of incomplete large frames, of all peers
/// @param allQueuesBytes of frames queued for all peers
/// @param eventRegistrations of a connection
public record ServerLimits(
        Duration tick,
        Duration keepaliveInterval,
        int keepalivePings,
        Duration handshakeTime,
        Duration frameTime,
        Duration stallTime,
        int handshakes,
        int systemThreads,
        int unansweredCalls,
        int queueBytes,
        long largeFrameBytes,
        long allQueuesBytes,
        int eventRegistrations) {

    /// Good for a daemon; the keepalive is libvirtd's.
    public static final ServerLimits DEFAULT =
            new ServerLimits(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    5,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    64,
                    64,
                    16,
                    256 * 1024,
                    128L * 1024 * 1024,
                    128L * 1024 * 1024,
                    256);

    public ServerLimits {
        if (!tick.isPositive()) {
            throw new IllegalArgumentException("a tick of " + tick);
        }
        if (systemThreads < 0) {
            throw new IllegalArgumentException(systemThreads + " threads of the system's");
        }
        if (handshakes < 1 || unansweredCalls < 1) {
            throw new IllegalArgumentException(
                    "%d handshakes and %d unanswered calls: at least one of each is needed"
                            .formatted(handshakes, unansweredCalls));
        }
    }

    /// The same with other times.
    public ServerLimits withTimes(
            Duration tick,
            Duration keepaliveInterval,
            Duration handshakeTime,
            Duration frameTime,
            Duration stallTime) {
        return new ServerLimits(
                tick,
                keepaliveInterval,
                keepalivePings,
                handshakeTime,
                frameTime,
                stallTime,
                handshakes,
                systemThreads,
                unansweredCalls,
                queueBytes,
                largeFrameBytes,
                allQueuesBytes,
                eventRegistrations);
    }

    /// The same with another number of platform threads.
    public ServerLimits withSystemThreads(int most) {
        return new ServerLimits(
                tick,
                keepaliveInterval,
                keepalivePings,
                handshakeTime,
                frameTime,
                stallTime,
                handshakes,
                most,
                unansweredCalls,
                queueBytes,
                largeFrameBytes,
                allQueuesBytes,
                eventRegistrations);
    }

    /// How long a client waits for its handshake while others make theirs: longer than those who
    /// never finish one can hold all places twice.
    Duration timeInLine() {
        return handshakeTime.multipliedBy(3);
    }

    /// A duration in ticks, rounded up, at least one.
    int ticks(Duration duration) {
        return (int) Math.max(1, duration.plus(tick).minusNanos(1).dividedBy(tick));
    }
}
