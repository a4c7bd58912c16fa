package dev.lungfish.libvirt.rpc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Optional;

/// Cuts a stream of bytes into frames.
///
/// A frame's length is checked before memory is allocated, and memory grows with the bytes that
/// arrive, not with the announced ones. Memory beyond a small buffer comes out of an allowance, and
/// goes back when its frame is [done with][#done()]. One thread reads; any may call
/// [#insideFrame()].
public final class FrameReader {
    /// Calls are small: one that fits is read by one read, header included.
    private static final int BUFFER_FOR_CALLS = 1024;

    /// There are few peers whose replies are read, and they reply with documents.
    private static final int BUFFER_FOR_REPLIES = 16 * 1024;

    /// The first allocation for a frame that does not fit into the buffer.
    private static final int FIRST_CAPACITY = 4 * 1024;

    private static final int LARGEST_READ = 64 * 1024;

    private final ReadableByteChannel source;
    private final Allowance allowance;

    /// The bytes that were read and not returned yet are between position and limit.
    private final ByteBuffer buffer;

    /// Read by somebody else before; comes before what the source has.
    private ByteBuffer begun = ByteBuffer.allocate(0);

    /// Taken of the allowance for the frame that was returned last.
    private int ofFrame;

    /// Taken of it for what somebody else has read.
    private int ofBegun;

    private boolean exact;
    private volatile boolean insideFrame;

    private FrameReader(ReadableByteChannel source, Allowance allowance, int bufferSize) {
        this.source = source;
        this.allowance = allowance;
        buffer = ByteBuffer.allocate(bufferSize).limit(0);
    }

    /// Reads the calls of one of many clients.
    public static FrameReader ofCalls(ReadableByteChannel source, Allowance allowance) {
        return new FrameReader(source, allowance, BUFFER_FOR_CALLS);
    }

    /// Reads the replies of a server.
    public static FrameReader ofReplies(ReadableByteChannel source, Allowance allowance) {
        return new FrameReader(source, allowance, BUFFER_FOR_REPLIES);
    }

    /// From now on nothing behind a frame is read with it: file descriptors may follow, which are
    /// lost if the byte beside them is read as others are. For the reading thread.
    ///
    /// @return this
    public FrameReader readExactly() {
        exact = true;
        return this;
    }

    /// Goes on with bytes that somebody else has read. For the reading thread, while it has nothing
    /// [buffered][#hasBuffered()].
    public void goOnWith(byte[] bytes) {
        begun = ByteBuffer.wrap(bytes);
    }

    /// Nobody needs the frame that was returned last any more, so that its memory goes back. Asking
    /// for the next one says so, too. For the reading thread.
    public void done() {
        allowance.giveBack(ofFrame);
        ofFrame = 0;
    }

    /// Nothing more is read: all memory goes back. For the reading thread.
    public void end() {
        done();
        allowance.giveBack(ofBegun);
        ofBegun = 0;
    }

    /// Whether bytes were read that are not returned yet. For the reading thread.
    public boolean hasBuffered() {
        return buffer.hasRemaining() || begun.hasRemaining();
    }

    private int read(ByteBuffer target) throws IOException {
        if (!begun.hasRemaining()) {
            return source.read(target);
        }
        if (begun.position() == 0 && begun.capacity() > FIRST_CAPACITY) {
            reserve(begun.capacity(), begun.capacity());
            ofBegun = begun.capacity();
        }
        int count = Math.min(begun.remaining(), target.remaining());
        target.put(begun.slice(begun.position(), count));
        begun.position(begun.position() + count);
        if (!begun.hasRemaining()) {
            begun = ByteBuffer.allocate(0);
            allowance.giveBack(ofBegun);
            ofBegun = 0;
        }
        return count;
    }

    /// Waits for the next frame; empty if the peer ended the connection between two frames, also by
    /// a reset.
    ///
    /// @throws MalformedFrameException if the length is invalid, the stream ends inside a frame, or
    ///   the allowance is used up
    public Optional<Frame> next() throws IOException {
        done();
        if (!fillHeader()) {
            return Optional.empty();
        }
        int length = buffer.getInt(buffer.position());
        Frame frame;
        if (length > buffer.capacity()) {
            frame = new Frame(FrameHeader.read(buffer), readLarge(length));
        } else {
            while (buffer.remaining() < length) {
                readMore(length);
            }
            FrameHeader header = FrameHeader.read(buffer);
            byte[] bytes = new byte[length];
            buffer.get(bytes);
            frame = new Frame(header, bytes);
        }
        insideFrame = false;
        return Optional.of(frame);
    }

    /// Whether a frame has begun and not ended. A peer that stays inside one frame for long is dead
    /// or hostile.
    public boolean insideFrame() {
        return insideFrame;
    }

    /// Reads until a header is complete; false if the stream ends before a frame begins. The length
    /// is checked as soon as it has arrived.
    private boolean fillHeader() throws IOException {
        boolean checked = false;
        while (true) {
            if (!checked && buffer.remaining() >= Integer.BYTES) {
                checkLength(buffer.getInt(buffer.position()));
                checked = true;
            }
            if (buffer.remaining() >= FrameHeader.SIZE) {
                return true;
            }
            if (!buffer.hasRemaining()) {
                buffer.clear().limit(exact ? FrameHeader.SIZE : buffer.capacity());
                int count = readFirst();
                buffer.flip();
                if (count < 0) {
                    return false;
                }
            } else {
                readMore(FrameHeader.SIZE);
            }
        }
    }

    /// A peer that leaves with something unread, an event or the goodbye of TLS, resets its
    /// connection.
    private int readFirst() throws IOException {
        try {
            return read(buffer);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).startsWith("Connection reset")) {
                return -1;
            }
            throw e;
        }
    }

    private static void checkLength(int length) throws MalformedFrameException {
        if (!Frame.mayHave(length)) {
            throw new MalformedFrameException(
                    "a frame announces a length of %s bytes, and a frame has from %d to %d"
                            .formatted(
                                    Integer.toUnsignedString(length),
                                    FrameHeader.SIZE,
                                    Frame.LARGEST));
        }
    }

    /// Reads at least one more byte of a frame that is partly in the buffer.
    private void readMore(int wanted) throws IOException {
        insideFrame = true;
        if (buffer.capacity() - buffer.position() < wanted) {
            buffer.compact().flip();
        }
        int start = buffer.position();
        buffer.position(buffer.limit()).limit(exact ? start + wanted : buffer.capacity());
        int count = read(buffer);
        buffer.limit(buffer.position()).position(start);
        requireMore(count, buffer.remaining(), wanted);
    }

    private byte[] readLarge(int size) throws IOException {
        int capacity = Math.min(size, Math.max(FIRST_CAPACITY, buffer.capacity()));
        reserve(capacity, size);
        int reserved = capacity;
        boolean whole = false;
        insideFrame = true;
        try {
            byte[] bytes = new byte[capacity];
            int filled = Math.min(buffer.remaining(), size);
            buffer.get(bytes, 0, filled);
            while (filled < size) {
                if (filled == bytes.length) {
                    capacity = (int) Math.min(size, 2L * filled);
                    reserve(capacity - reserved, size);
                    reserved = capacity;
                    bytes = Arrays.copyOf(bytes, capacity);
                }
                int most = Math.min(bytes.length - filled, LARGEST_READ);
                int count = read(ByteBuffer.wrap(bytes, filled, most));
                requireMore(count, filled, size);
                filled += count;
            }
            whole = true;
            ofFrame = reserved;
            return bytes;
        } finally {
            if (!whole) {
                allowance.giveBack(reserved);
            }
        }
    }

    private void reserve(int bytes, int size) throws MalformedFrameException {
        if (!allowance.take(bytes)) {
            throw new MalformedFrameException(
                    "a frame of %d bytes does not fit: %s for large frames"
                            .formatted(size, allowance.inWords()));
        }
    }

    private static void requireMore(int count, int have, int wanted)
            throws MalformedFrameException {
        if (count < 0) {
            throw new MalformedFrameException(
                    "the connection ended after %d bytes of a frame, and at least %d were due"
                            .formatted(have, wanted));
        }
    }
}
