package dev.lungfish.libvirt.rpc;

import dev.lungfish.libvirt.xdr.XdrEncoder;
import java.nio.ByteBuffer;

/// The header of every frame, without the length.
///
/// @param program unsigned, as is the version
/// @param serial chosen by the caller and echoed in the reply; unsigned
///
///   **Source:** `struct virNetMessageHeader` in `src/rpc/virnetprotocol.x`.
public record FrameHeader(
        int program,
        int version,
        int procedure,
        MessageType type,
        int serial,
        MessageStatus status) {

    /// Bytes of the length and the header together; no frame is shorter.
    public static final int SIZE = 28;

    /// The header of a call.
    public static FrameHeader call(int program, int version, int procedure, int serial) {
        return new FrameHeader(
                program,
                version,
                procedure,
                MessageType.Known.CALL,
                serial,
                MessageStatus.Known.OK);
    }

    /// The header of a message without a reply.
    public static FrameHeader message(int program, int version, int procedure, int serial) {
        return new FrameHeader(
                program,
                version,
                procedure,
                MessageType.Known.MESSAGE,
                serial,
                MessageStatus.Known.OK);
    }

    /// The header of the reply to a call with this header.
    public FrameHeader reply(MessageStatus status) {
        return new FrameHeader(
                program, version, procedure, MessageType.Known.REPLY, serial, status);
    }

    /// Reads the header that follows the length at the position; does not move the position.
    static FrameHeader read(ByteBuffer bytes) {
        return read(bytes, bytes.position());
    }

    /// Reads the header of a frame.
    ///
    /// @param at where its length begins
    public static FrameHeader read(ByteBuffer bytes, int at) {
        int start = at + Integer.BYTES;
        return new FrameHeader(
                bytes.getInt(start),
                bytes.getInt(start + Integer.BYTES),
                bytes.getInt(start + 2 * Integer.BYTES),
                MessageType.of(bytes.getInt(start + 3 * Integer.BYTES)),
                bytes.getInt(start + 4 * Integer.BYTES),
                MessageStatus.of(bytes.getInt(start + 5 * Integer.BYTES)));
    }

    /// Writes an empty length and the header.
    void write(XdrEncoder encoder) {
        encoder.int32(0);
        encoder.int32(program);
        encoder.int32(version);
        encoder.int32(procedure);
        encoder.int32(type.raw());
        encoder.int32(serial);
        encoder.int32(status.raw());
    }
}
