package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/// Connections that are over and whose sockets are still half-open, so that the client's next call
/// meets an end of file and no signal. There is a limit: the oldest is closed first.
final class PartedConnections {
    private static final int MOST = 256;

    /// A client sees the end before it has sent so much, unless it does not look.
    private static final long MOST_AFTER_END = 16L * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<ServerConnection> parted = new ArrayDeque<>();
    private boolean ended;

    void add(ServerConnection connection) {
        List<ServerConnection> closing = new ArrayList<>();
        lock.lock();
        try {
            parted.add(connection);
            while (parted.size() > (ended ? 0 : MOST)) {
                closing.add(parted.remove());
            }
        } finally {
            lock.unlock();
        }
        closing.forEach(ServerConnection::closeTransport);
    }

    /// Reads what a client still sends, until it sees that nothing more comes and leaves.
    void readTheRest(ServerConnection connection, Transport transport) {
        ByteBuffer rest = ByteBuffer.allocate(4096);
        try {
            long count = transport.read(rest);
            for (long sum = count; count >= 0 && sum < MOST_AFTER_END; sum += count) {
                count = transport.read(rest.clear());
            }
        } catch (IOException e) {
            return; // it was one too many, or the server has ended
        } finally {
            remove(connection);
            connection.closeTransport();
        }
    }

    /// A tick of the server has passed.
    void tick() {
        List<ServerConnection> present;
        lock.lock();
        try {
            present = List.copyOf(parted);
        } finally {
            lock.unlock();
        }
        present.forEach(ServerConnection::tick);
    }

    private void remove(ServerConnection connection) {
        lock.lock();
        try {
            boolean _ = parted.remove(connection);
        } finally {
            lock.unlock();
        }
    }

    /// The server has ended: nobody reads any more.
    void end() {
        List<ServerConnection> closing;
        lock.lock();
        try {
            ended = true;
            closing = List.copyOf(parted);
            parted.clear();
        } finally {
            lock.unlock();
        }
        closing.forEach(ServerConnection::closeTransport);
    }
}
