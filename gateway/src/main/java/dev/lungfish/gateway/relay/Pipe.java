package dev.lungfish.gateway.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// One way of a connection: bytes that were read and not taken yet, and whether its end was seen
/// and passed on. Only what does not fit into the other socket is kept here, so an idle way has no
/// buffer. For the loop's thread.
final class Pipe {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// What a way keeps at least once it keeps something.
    private static final int LEAST = 256;

    /// From its position to its limit.
    private ByteBuffer kept = NOTHING;

    /// Whether it is a buffer of the loop.
    private boolean lent;

    private final EventLoop loop;
    private boolean ended;
    private boolean endPassed;

    Pipe(EventLoop loop) {
        this.loop = loop;
    }

    /// Bytes that are kept.
    int kept() {
        return kept.remaining();
    }

    /// A view of what is kept.
    ByteBuffer content() {
        return kept.duplicate();
    }

    /// Forgets the first bytes of what is kept.
    void skip(int count) {
        kept.position(kept.position() + count);
    }

    /// Whether the sender has ended.
    boolean ended() {
        return ended;
    }

    /// Whether all has been passed on, and the end too.
    boolean done() {
        return endPassed;
    }

    /// Puts bytes before all others.
    void putFirst(byte[] bytes) {
        ByteBuffer joined = ByteBuffer.allocate(bytes.length + kept.remaining());
        kept = joined.put(bytes).put(kept).flip();
    }

    /// Reads and keeps.
    ///
    /// @param scratch its limit is how much may be read
    /// @return how many bytes came
    int keep(SocketChannel from, ByteBuffer scratch) throws IOException {
        int count = from.read(scratch);
        if (count < 0) {
            ended = true;
            return 0;
        }
        add(scratch.flip());
        return count;
    }

    /// Reads and passes on, and keeps what the other side does not take.
    ///
    /// @return how many bytes came
    int pass(SocketChannel from, SocketChannel to) throws IOException {
        ByteBuffer scratch = loop.buffer();
        int count = from.read(scratch);
        if (count < 0) {
            ended = true;
            passEnd(to);
            return 0;
        }
        scratch.flip();
        if (!kept.hasRemaining()) {
            to.write(scratch);
            if (scratch.hasRemaining() && loop.lend()) {
                kept = scratch;
                lent = true;
                return count;
            }
        }
        add(scratch);
        return count;
    }

    /// Passes on what is kept, and then the end.
    void drain(SocketChannel to) throws IOException {
        if (kept.hasRemaining()) {
            to.write(kept);
        }
        if (!kept.hasRemaining()) {
            forget();
            passEnd(to);
        }
    }

    /// Forgets what is kept.
    void forget() {
        if (lent) {
            lent = false;
            loop.takeBack(kept);
        }
        kept = NOTHING;
    }

    private void passEnd(SocketChannel to) throws IOException {
        if (ended && !endPassed && !kept.hasRemaining()) {
            to.shutdownOutput();
            endPassed = true;
        }
    }

    private void add(ByteBuffer more) {
        if (!more.hasRemaining()) {
            return;
        }
        int needed = kept.remaining() + more.remaining();
        if (kept.capacity() - kept.limit() >= more.remaining()) {
            int begin = kept.position();
            int end = kept.limit();
            kept.limit(kept.capacity()).position(end).put(more);
            kept.limit(kept.position()).position(begin);
        } else {
            int size = needed < LEAST ? LEAST : needed;
            kept = ByteBuffer.allocate(size).put(kept).put(more).flip();
        }
    }
}
