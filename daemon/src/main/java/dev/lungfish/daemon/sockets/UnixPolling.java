package dev.lungfish.daemon.sockets;

import dev.lungfish.libvirt.transport.SocketPolling;
import dev.lungfish.linux.process.ChannelDescriptor;
import dev.lungfish.linux.process.ChannelPoll;
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
        return new ByKernel(ChannelPoll.open());
    }

    private record ByKernel(ChannelPoll poll) implements Poll {
        @Override
        public Watched add(SocketChannel socket, int number) throws IOException {
            return new OneSocket(poll.add(socket, number));
        }

        @Override
        public int await() throws IOException {
            return poll.await();
        }

        @Override
        public int number(int index) {
            return poll.number(index);
        }

        @Override
        public boolean readable(int index) {
            return poll.readable(index);
        }

        @Override
        public boolean writable(int index) {
            return poll.writable(index);
        }

        @Override
        public void wake() {
            poll.wake();
        }
    }

    private record OneSocket(ChannelPoll.Member member) implements Watched {
        @Override
        public void watch(boolean reading, boolean writing) throws IOException {
            member.watch(reading, writing);
        }

        @Override
        public int receive(ByteBuffer into) throws IOException {
            return member.receive(into);
        }

        @Override
        public void send(ByteBuffer from) throws IOException {
            member.send(from);
        }
    }
}
