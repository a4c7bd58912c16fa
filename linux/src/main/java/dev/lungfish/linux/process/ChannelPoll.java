package dev.lungfish.linux.process;

import dev.lungfish.linux.syscall.EventPoll;
import dev.lungfish.linux.syscall.SocketRefusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Waits for many of the runtime's sockets at once, and uses them without waiting, whatever their
/// mode is: [EventPoll]. For one thread, but for [#wake()].
public final class ChannelPoll {
    private final EventPoll poll;

    private ChannelPoll(EventPoll poll) {
        this.poll = poll;
    }

    /// A poll without sockets.
    ///
    /// @throws IOException if the process may open no more files
    public static ChannelPoll open() throws IOException {
        try {
            return new ChannelPoll(EventPoll.open());
        } catch (SocketRefusal e) {
            throw failure(e);
        }
    }

    /// A socket that is not watched yet.
    ///
    /// @param number tells it from others, at least 0
    /// @throws IOException if the runtime does not tell the descriptor
    public Member add(SocketChannel socket, int number) throws IOException {
        int descriptor =
                ChannelDescriptor.of(socket)
                        .orElseThrow(() -> new IOException("a socket has no number"));
        return new Member(poll, descriptor, number);
    }

    /// Waits until sockets are ready, or until somebody calls [#wake()].
    ///
    /// @return how many
    public int await() throws IOException {
        try {
            return poll.await();
        } catch (SocketRefusal e) {
            throw failure(e);
        }
    }

    /// The number of a ready socket, or -1 for a wake-up.
    ///
    /// @param index below what [#await()] returned
    public int number(int index) {
        return poll.number(index);
    }

    /// Whether it has bytes, or its end.
    public boolean readable(int index) {
        return (poll.readiness(index) & EventPoll.READABLE) != 0;
    }

    /// Whether it takes bytes.
    public boolean writable(int index) {
        return (poll.readiness(index) & EventPoll.WRITABLE) != 0;
    }

    /// Makes [#await()] return. For any thread.
    public void wake() {
        poll.wake();
    }

    private static IOException failure(SocketRefusal refusal) {
        return new IOException(refusal.inWords(), refusal);
    }

    /// One socket. Not to be used once it is closed.
    public static final class Member {
        private final EventPoll poll;
        private final int descriptor;
        private final int number;
        private int watched;

        private Member(EventPoll poll, int descriptor, int number) {
            this.poll = poll;
            this.descriptor = descriptor;
            this.number = number;
        }

        /// Changes what is waited for. Without either, its end is not noticed.
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

        /// Receives what has come into a direct buffer.
        ///
        /// @return the number of bytes, -1 at the end of the stream, 0 if nothing has come
        public int receive(ByteBuffer into) throws IOException {
            try {
                int count = poll.receive(descriptor, into);
                return count == EventPoll.WOULD_WAIT ? 0 : count == 0 ? -1 : count;
            } catch (SocketRefusal e) {
                throw failure(e);
            }
        }

        /// Sends what the peer takes now of a direct buffer, perhaps nothing.
        public void send(ByteBuffer from) throws IOException {
            try {
                int _ = poll.send(descriptor, from);
            } catch (SocketRefusal e) {
                throw failure(e);
            }
        }
    }
}
