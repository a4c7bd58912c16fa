package dev.lungfish.libvirt.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/// A socket without anything on top.
public final class SocketTransport implements Transport {
    /// The JDK has a buffer as large as the largest write for each writing thread.
    private static final int LARGEST_WRITE = 64 * 1024;

    private final SocketChannel socket;
    private final Kind kind;
    private final ReentrantLock use = new ReentrantLock();

    /// A short use of the socket itself.
    interface Use<T> {
        T of(SocketChannel socket) throws IOException;
    }

    /// Takes over a socket.
    ///
    /// @param socket connected, and in blocking mode
    public SocketTransport(SocketChannel socket, Kind kind) {
        this.socket = socket;
        this.kind = kind;
    }

    /// A Unix socket that is not connected yet.
    public static SocketTransport unix() throws IOException {
        return new SocketTransport(SocketChannel.open(StandardProtocolFamily.UNIX), Kind.UNIX);
    }

    /// Connects a Unix socket. May wait for the server.
    public void connect(Path path) throws IOException {
        boolean _ = socket.connect(UnixDomainSocketAddress.of(path));
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return socket.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (source.remaining() <= LARGEST_WRITE) {
            return socket.write(source);
        }
        int count = socket.write(source.slice(source.position(), LARGEST_WRITE));
        source.position(source.position() + count);
        return count;
    }

    @Override
    public void finish() throws IOException {
        SocketChannel _ = socket.shutdownOutput();
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    /// Uses the socket by its number, which is not closed meanwhile and given to another file.
    ///
    /// @throws ClosedChannelException if it is closed
    <T> T with(Use<T> action) throws IOException {
        use.lock();
        try {
            requireOpen();
            return action.of(socket);
        } finally {
            use.unlock();
        }
    }

    /// This socket in a poll. It throws [ClosedChannelException] once it is closed.
    ///
    /// @param number tells it from others, at least 0
    public SocketPolling.Watched in(SocketPolling.Poll poll, int number) throws IOException {
        return new WhileOpen(with(channel -> poll.add(channel, number)));
    }

    private final class WhileOpen implements SocketPolling.Watched {
        private final SocketPolling.Watched watched;

        private WhileOpen(SocketPolling.Watched watched) {
            this.watched = watched;
        }

        @Override
        public void watch(boolean reading, boolean writing) throws IOException {
            use.lock();
            try {
                requireOpen();
                watched.watch(reading, writing);
            } finally {
                use.unlock();
            }
        }

        @Override
        public int receive(ByteBuffer into) throws IOException {
            use.lock();
            try {
                requireOpen();
                return watched.receive(into);
            } finally {
                use.unlock();
            }
        }

        @Override
        public void send(ByteBuffer from) throws IOException {
            use.lock();
            try {
                requireOpen();
                watched.send(from);
            } finally {
                use.unlock();
            }
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (!socket.isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() throws IOException {
        use.lock();
        try {
            socket.close();
        } finally {
            use.unlock();
        }
    }
}
