package dev.lungfish.libvirt.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A socket without anything on top.
public final class SocketTransport implements Transport {
    /// The JDK has a buffer as large as the largest write for each writing thread.
    private static final int LARGEST_WRITE = 64 * 1024;

    private final SocketChannel socket;
    private final Kind kind;

    /// Takes over a socket.
    ///
    /// @param socket connected, and in blocking mode
    public SocketTransport(SocketChannel socket, Kind kind) {
        this.socket = socket;
        this.kind = kind;
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

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
