package dev.lungfish.libvirt.rpc;

import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// One frame as it was read; also makes frames to write.
public final class Frame {
    /// The most bytes of a frame, with its length: 32 MiB and 4. With one byte more, libvirtd
    /// resets the connection.
    ///
    /// **Source:** `VIR_NET_MESSAGE_MAX` and `VIR_NET_MESSAGE_LEN_MAX` in
    /// `src/rpc/virnetprotocol.x`.
    public static final int LARGEST = 33_554_436;

    private final FrameHeader header;

    /// The whole frame, its length and header included; never changed.
    private final byte[] bytes;

    Frame(FrameHeader header, byte[] bytes) {
        this.header = header;
        this.bytes = bytes;
    }

    /// A frame of bytes that came whole.
    ///
    /// @param bytes with the length and the header; never changed afterwards
    public static Frame of(byte[] bytes) {
        return new Frame(FrameHeader.read(ByteBuffer.wrap(bytes)), bytes);
    }

    /// Whether a length is one that a frame may announce.
    public static boolean mayHave(int length) {
        return Integer.compareUnsigned(length, FrameHeader.SIZE) >= 0
                && Integer.compareUnsigned(length, LARGEST) <= 0;
    }

    public FrameHeader header() {
        return header;
    }

    /// The number of bytes after the header.
    public int payloadSize() {
        return bytes.length - FrameHeader.SIZE;
    }

    /// Whether these bytes follow the header, and nothing else.
    public boolean hasPayload(byte[] payload) {
        return Arrays.equals(bytes, FrameHeader.SIZE, bytes.length, payload, 0, payload.length);
    }

    /// The whole frame as it was read, ready to be written; not a copy.
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes);
    }

    /// A decoder at the start of the payload.
    public XdrDecoder payload() {
        return new XdrDecoder(bytes, FrameHeader.SIZE);
    }

    /// The payload as a value; bytes after it are ignored, as both sides of libvirt do.
    public <T> T payload(XdrCodec<T> codec) throws XdrException {
        return codec.decode(payload());
    }

    /// A whole frame, ready to be written.
    ///
    /// @throws IllegalArgumentException if the value exceeds a limit, or the frame [#LARGEST]
    public static <T> ByteBuffer encode(FrameHeader header, XdrCodec<T> codec, T value) {
        XdrEncoder encoder = new XdrEncoder();
        header.write(encoder);
        codec.encode(encoder, value);
        if (encoder.length() > LARGEST) {
            throw new IllegalArgumentException(
                    "a frame of %d bytes for procedure %d, and libvirt takes %d at most"
                            .formatted(encoder.length(), header.procedure(), LARGEST));
        }
        encoder.overwriteInt32(0, encoder.length());
        return encoder.toBuffer();
    }

    /// The frame that answers a call with an error.
    public static ByteBuffer error(FrameHeader call, RpcError error) {
        return encode(call.reply(MessageStatus.Known.ERROR), RpcError.CODEC, error);
    }
}
