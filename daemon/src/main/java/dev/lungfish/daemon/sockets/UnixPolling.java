package dev.lungfish.daemon.sockets;

import dev.lungfish.libvirt.transport.SocketPolling;
import dev.lungfish.linux.process.ChannelDescriptor;
import dev.lungfish.linux.syscall.EventPoll;
import dev.lungfish.linux.syscall.SocketRefusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// Polling by the kernel's epoll.
public final class UnixPolling implements SocketPolling {
    private UnixPolling() {}

    /// Empty where the runtime does not expose the numbers of its channels.
    public static Optional<SocketPolling> find() {
        return ChannelDescriptor.isKnown() ? Optional.of(new UnixPolling()) : Optional.empty();
    }

    @Override
    public Poll open() throws IOException {
        try {
            return new ByKernel(EventPoll.open());
        } catch (SocketRefusal e) {
            throw failure(e);
        }
    }

    private static IOException failure(SocketRefusal refusal) {
        return new IOException(refusal.inWords(), refusal);
    }

    private record ByKernel(EventPoll poll) implements Poll {
        @Override
        public Watched add(SocketChannel socket, int number) throws IOException {
            int descriptor =
                    ChannelDescriptor.of(socket)
                            .orElseThrow(() -> new IOException("a socket has no number"));
            return new OneSocket(poll, descriptor, number);
        }

        @Override
        public int await() throws IOException {
            try {
                return poll.await();
            } catch (SocketRefusal e) {
                throw failure(e);
            }
        }

        @Override
        public int number(int index) {
            return poll.number(index);
        }

        @Override
        public boolean readable(int index) {
            return (poll.readiness(index) & EventPoll.READABLE) != 0;
        }

        @Override
        public boolean writable(int index) {
            return (poll.readiness(index) & EventPoll.WRITABLE) != 0;
        }

        @Override
        public void wake() {
            poll.wake();
        }
    }

    private static final class OneSocket implements Watched {
        private final EventPoll poll;
        private final int descriptor;
        private final int number;
        private int watched;

        private OneSocket(EventPoll poll, int descriptor, int number) {
            this.poll = poll;
            this.descriptor = descriptor;
            this.number = number;
        }

        @Override
        public void watch(boolean reading, boolean writing) throws IOException {
            int now = (reading ? EventPoll.READABLE : 0) | (writing ? EventPoll.WRITABLE : 0);
            if (now != watched) {
                try {
                    poll.watch(descriptor, number, watched, now);
                } catch (SocketRefusal e) {
                    throw failure(e);
                }
                watched = now;
            }
        }

        @Override
        public int receive(ByteBuffer into) throws IOException {
            try {
                int count = poll.receive(descriptor, into);
                return count == EventPoll.WOULD_WAIT ? 0 : count == 0 ? -1 : count;
            } catch (SocketRefusal e) {
                throw failure(e);
            }
        }

        @Override
        public void send(ByteBuffer from) throws IOException {
            try {
                int _ = poll.send(descriptor, from);
            } catch (SocketRefusal e) {
                throw failure(e);
            }
        }
    }
}
