package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.share.Division;
import dev.lungfish.libvirt.share.Startups;
import java.time.Duration;

/// Limits of the memory and the time that all peers together, and each of them, can cost a server.
/// What all peers have together is divided by [Division#of].
///
/// @param tick how often the times below are checked, which is their precision
/// @param keepaliveInterval between two pings to a client that asked for keepalive
/// @param keepalivePings how many may stay unanswered
/// @param handshakeTime for TLS
/// @param frameTime for one frame to be complete once it has begun
/// @param stallTime for a peer to read any byte that it is sent; 64 KiB if a platform thread
///   writes, which the kernel releases only when all is taken
/// @param handshakes of TLS under way at the same time
/// @param systemThreads platform threads that serve a connection each; further connections get
///   virtual threads, which need less memory and, for a call, more time
/// @param unansweredCalls of a connection, before its next call is read
/// @param queueBytes of frames queued for one peer, beyond a single one
/// @param largeFrameBytes of incomplete large frames, of all peers
/// @param allQueuesBytes of frames queued for all peers
/// @param eventRegistrations of a connection
/// @param computing calls that compute at the same time, those of root included
/// @param connecting clients that are being connected upstream at the same time
/// @param startups clients without an identity yet, at ports with TLS
/// @param pace of handshakes
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
        int eventRegistrations,
        int computing,
        int connecting,
        Startups startups,
        HandshakePace pace) {

    /// The part of the heap that incomplete frames may fill, and another one that unread replies
    /// may fill: one of so many.
    private static final int PART_OF_HEAP = 6;

    private static final long MOST_BYTES = 128L * 1024 * 1024;

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
                    MOST_BYTES,
                    MOST_BYTES,
                    256,
                    computing(Runtime.getRuntime().availableProcessors()),
                    32,
                    Startups.USUAL,
                    HandshakePace.of(Duration.ofSeconds(30)));

    public ServerLimits {
        if (!tick.isPositive()) {
            throw new IllegalArgumentException("a tick of " + tick);
        }
        if (systemThreads < 0) {
            throw new IllegalArgumentException(systemThreads + " threads of the system's");
        }
        if (computing < 2 || connecting < 2) {
            throw new IllegalArgumentException(
                    "%d calls that compute and %d that connect: one of each is root's"
                            .formatted(computing, connecting));
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
                eventRegistrations,
                computing,
                connecting,
                startups,
                pace);
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
                eventRegistrations,
                computing,
                connecting,
                startups,
                pace);
    }

    /// The same for a process that may use so much memory.
    ///
    /// @param heapBytes the most
    public ServerLimits forHeap(long heapBytes) {
        long most = Math.min(MOST_BYTES, heapBytes / PART_OF_HEAP);
        return withBytes(most, most);
    }

    /// The same with other numbers of bytes.
    public ServerLimits withBytes(long largeFrames, long allQueues) {
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
                largeFrames,
                allQueues,
                eventRegistrations,
                computing,
                connecting,
                startups,
                pace);
    }

    /// The same with other numbers of clients without an identity yet.
    public ServerLimits with(Startups other) {
        return withPlaces(computing, connecting, handshakes, other);
    }

    /// The same with other numbers of places.
    public ServerLimits withPlaces(
            int newComputing, int newConnecting, int newHandshakes, Startups newStartups) {
        return with(newComputing, newConnecting, newHandshakes, newStartups, pace);
    }

    /// The same with another pace of handshakes.
    public ServerLimits with(HandshakePace other) {
        return with(computing, connecting, handshakes, startups, other);
    }

    private ServerLimits with(
            int newComputing,
            int newConnecting,
            int newHandshakes,
            Startups newStartups,
            HandshakePace newPace) {
        return new ServerLimits(
                tick,
                keepaliveInterval,
                keepalivePings,
                handshakeTime,
                frameTime,
                stallTime,
                newHandshakes,
                systemThreads,
                unansweredCalls,
                queueBytes,
                largeFrameBytes,
                allQueuesBytes,
                eventRegistrations,
                newComputing,
                newConnecting,
                newStartups,
                newPace);
    }

    /// Half of the processors compute for clients, so that the other half is there for short calls
    /// and for the sleep engine; root has a place of its own.
    private static int computing(int processors) {
        return Math.max(1, processors / 2) + 1;
    }

    /// How many of one source shake hands at the same time.
    Division handshakesDivision() {
        return Division.alike(handshakes, (handshakes + 1) / 2);
    }

    /// A duration in ticks, rounded up, at least one.
    int ticks(Duration duration) {
        return (int) Math.max(1, duration.plus(tick).minusNanos(1).dividedBy(tick));
    }
}
