package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A unix socket for lines in both directions. Received lines are passed on by a thread of its own.
/// Safe for use by several threads.
final class LineSocket implements Closeable {
    private final SocketChannel channel;
    private final Path path;

    private LineSocket(SocketChannel channel, Path path) {
        this.channel = channel;
        this.path = path;
    }

    /// Connects as soon as there is a listener.
    ///
    /// @param lines receives each line
    static LineSocket connect(Path path, Deadline deadline, Consumer<String> lines) {
        AtomicReference<@Nullable SocketChannel> connected = new AtomicReference<>();
        Pause.of(
                deadline.remaining(),
                Pause.STEP,
                () -> {
                    try {
                        connected.set(open(path));
                        return true;
                    } catch (IOException _) {
                        return false;
                    }
                });
        SocketChannel channel = connected.get();
        if (channel == null) {
            throw new LabException("QEMU does not listen on " + path);
        }
        LineSocket socket = new LineSocket(channel, path);
        Thread.ofPlatform().name(path.toString()).daemon().start(() -> socket.read(lines));
        return socket;
    }

    private static SocketChannel open(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader reader =
                new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException _) {
            // The machine has ended; its process shows that.
        }
    }

    synchronized void send(String line) {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new LabException("can't write to " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // It is unusable in any case.
        }
    }
}
