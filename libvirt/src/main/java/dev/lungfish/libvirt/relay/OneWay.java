package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.rpc.Allowance;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.transport.SocketPolling;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What passes one socket on its way to another: where its frames end, and what the other has not
/// taken yet, which counts against the client's share. For the thread of a [FrameLoop].
final class OneWay {
    static final byte[] NOTHING = {};

    /// So little of each connection is not counted.
    private static final int SHORT = 4 * 1024;

    private final Allowance share;

    /// Taken of the share.
    private int counted;

    private boolean ended;

    /// Bytes that are still to come of the frame that passes.
    private int left;

    /// What was read and is not decided about: the beginning of a header, or, where frames had to
    /// wait, whole ones.
    private byte[] undecided = NOTHING;

    /// What was not taken yet.
    private ByteBuffer waiting = ByteBuffer.wrap(NOTHING);

    /// @param share of the client, for what waits here
    OneWay(Allowance share) {
        this.share = share;
    }

    private void count() throws IOException {
        int held = longOnes(undecided.length) + longOnes(waiting.capacity());
        if (ended || held <= counted) {
            share.giveBack(counted - (ended ? 0 : held));
        } else if (!share.take(held - counted)) {
            throw new IOException(
                    "%d bytes wait that the other side does not take, and %s"
                            .formatted(held, share.inWords()));
        }
        counted = ended ? 0 : held;
    }

    private static int longOnes(int bytes) {
        return bytes > SHORT ? bytes : 0;
    }

    /// Nothing waits any more.
    void end() {
        ended = true;
        share.giveBack(counted);
        counted = 0;
    }

    /// A frame begins: so many bytes of it pass.
    void begin(int length) {
        left = length;
    }

    /// Passes by what has come of the present frame.
    ///
    /// @param at where it goes on
    /// @return where it ends, or the limit
    int passBy(ByteBuffer bytes, int at) {
        int count = Math.min(left, bytes.limit() - at);
        left -= count;
        return at + count;
    }

    /// Whether a frame has begun and not ended.
    boolean insideFrame() {
        return left > 0;
    }

    /// Bytes that are still to come of the frame that passes.
    int left() {
        return left;
    }

    boolean hasUndecided() {
        return undecided.length > 0;
    }

    /// Whether nothing is under way, so that somebody else may write a frame.
    boolean betweenFrames() {
        return left == 0 && !waiting.hasRemaining();
    }

    /// Sets bytes aside, until more has come or may pass.
    ///
    /// @throws IOException if the share has no room for them
    void setAside(ByteBuffer bytes, int at) throws IOException {
        undecided = copy(bytes, at);
        count();
    }

    static byte[] copy(ByteBuffer bytes, int at) {
        if (at == bytes.limit()) {
            return NOTHING;
        }
        byte[] copy = new byte[bytes.limit() - at];
        bytes.get(at, copy);
        return copy;
    }

    /// Takes what was set aside.
    byte[] takeUndecided() {
        byte[] taken = undecided;
        undecided = NOTHING;
        int held = longOnes(waiting.capacity());
        if (held < counted) {
            share.giveBack(counted - held);
            counted = held;
        }
        return taken;
    }

    int undecidedSize() {
        return undecided.length;
    }

    /// Sends as much as the other side takes, and keeps the rest.
    ///
    /// @param bytes a direct buffer, from its position to its limit
    /// @return whether all was taken
    boolean send(ByteBuffer bytes, SocketPolling.Watched to) throws IOException {
        if (bytes.hasRemaining()) {
            to.send(bytes);
        }
        return keep(bytes);
    }

    /// Keeps what could not be sent.
    ///
    /// @return whether that was nothing
    /// @throws IOException if the share has no room for it
    boolean keep(ByteBuffer bytes) throws IOException {
        if (bytes.hasRemaining()) {
            waiting = ByteBuffer.wrap(copy(bytes, bytes.position()));
            count();
            return false;
        }
        return true;
    }

    boolean isWaiting() {
        return waiting.hasRemaining();
    }

    /// Sends more of what waits.
    ///
    /// @param scratch a direct buffer
    /// @return how many bytes were taken
    int sendWaiting(ByteBuffer scratch, SocketPolling.Watched to) throws IOException {
        int count = Math.min(scratch.capacity(), waiting.remaining());
        scratch.clear().put(waiting.slice(waiting.position(), count)).flip();
        to.send(scratch);
        waiting.position(waiting.position() + scratch.position());
        if (!waiting.hasRemaining()) {
            waiting = ByteBuffer.wrap(NOTHING);
            count();
        }
        return scratch.position();
    }

    /// Whether a whole header is there.
    static boolean hasHeader(ByteBuffer bytes, int at) {
        return bytes.limit() - at >= FrameHeader.SIZE;
    }
}
