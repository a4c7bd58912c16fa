package dev.lungfish.libvirt.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// The file descriptors on their way through a process, of all connections together. Safe to use
/// from any thread.
///
/// **Source:** `virNetMessageEncodeNumFDs` and `virNetSocketSendFD` in libvirt 9.0 `src/rpc`: the
/// payload of the frame begins with their number, and behind the frame, outside its length, comes
/// one byte for each.
public final class Descriptors {
    /// `VIR_NET_MESSAGE_NUM_FDS_MAX`.
    public static final int MOST_OF_A_FRAME = 32;

    /// libvirt sends a frame and its descriptors in a row.
    private static final int MOST_MOMENTS = 50;

    private final DescriptorPassing passing;
    private final Semaphore room;

    /// @param most on their way at once; any more are closed
    public Descriptors(DescriptorPassing passing, int most) {
        this.passing = passing;
        room = new Semaphore(most);
    }

    /// Receives those that follow a frame.
    ///
    /// @param count as the frame announces it
    /// @return empty if too many are on their way: these were read and closed
    /// @throws IOException if they do not come; then the stream is unusable
    public Optional<Passed> receive(SocketTransport from, int count) throws IOException {
        if (count < 0 || count > MOST_OF_A_FRAME) {
            throw new IOException(
                    "a frame announces %s file descriptors, and libvirt passes %d at most"
                            .formatted(Integer.toUnsignedString(count), MOST_OF_A_FRAME));
        }
        boolean fits = room.tryAcquire(count);
        Passed passed = new Passed(fits ? count : 0);
        boolean whole = false;
        try {
            for (int i = 0; i < count; i++) {
                int descriptor = receive(from);
                if (fits) {
                    passed.numbers.add(descriptor);
                } else {
                    passing.close(descriptor);
                }
            }
            whole = fits;
            return fits ? Optional.of(passed) : Optional.empty();
        } finally {
            if (!whole) {
                passed.close();
            }
        }
    }

    private int receive(SocketTransport from) throws IOException {
        for (int i = 0; i < MOST_MOMENTS; i++) {
            OptionalInt received = from.with(passing::receive);
            if (received.isPresent()) {
                return received.getAsInt();
            }
        }
        throw new IOException("the file descriptors that were announced do not come");
    }

    /// Those of one frame.
    public final class Passed implements AutoCloseable {
        private final List<Integer> numbers = new ArrayList<>();
        private final int permits;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Passed(int permits) {
            this.permits = permits;
        }

        /// Sends them behind their frame. Waits while the peer takes nothing, until the transport
        /// is closed.
        public void sendTo(Transport to) throws IOException {
            if (!(to instanceof SocketTransport socket)) {
                throw new IOException("file descriptors pass Unix sockets only");
            }
            for (int number : numbers) {
                while (!socket.with(channel -> passing.send(channel, number))) {}
            }
        }

        /// Closes them here; whoever has received them keeps them.
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                numbers.forEach(passing::close);
                room.release(permits);
            }
        }
    }
}
