package dev.lungfish.libvirt.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/// Two pipes of a program that transfers the bytes.
public final class TunnelTransport implements Transport {
    private final InputStream in;
    private final OutputStream out;
    private final AutoCloseable end;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /// Takes over two streams.
    ///
    /// @param in the data from the other side
    /// @param out the data to the other side; flushed after each write
    /// @param end ends the program, so that no thread waits in the streams any longer
    public TunnelTransport(InputStream in, OutputStream out, AutoCloseable end) {
        this.in = in;
        this.out = out;
        this.end = end;
    }

    @Override
    public Kind kind() {
        return Kind.TUNNEL;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count =
                in.read(
                        target.array(),
                        target.arrayOffset() + target.position(),
                        target.remaining());
        if (count > 0) {
            target.position(target.position() + count);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        out.write(source.array(), source.arrayOffset() + source.position(), count);
        out.flush();
        source.position(source.limit());
        return count;
    }

    @Override
    public boolean isOpen() {
        return open.get();
    }

    @Override
    public void close() throws IOException {
        if (!open.compareAndSet(true, false)) {
            return;
        }
        try {
            end.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the tunnel's program did not end", e);
        }
    }
}
