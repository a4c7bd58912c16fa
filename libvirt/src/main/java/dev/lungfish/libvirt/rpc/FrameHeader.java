package dev.lungfish.libvirt.rpc;

import dev.lungfish.libvirt.xdr.XdrEncoder;
import java.nio.ByteBuffer;

/// What stands before the payload of every frame, without the length.
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

    /// The header of a message that nobody answers.
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

    /// Reads the header that follows the length; moves the position.
    static FrameHeader read(ByteBuffer bytes) {
        return new FrameHeader(
                bytes.getInt(),
                bytes.getInt(),
                bytes.getInt(),
                MessageType.of(bytes.getInt()),
                bytes.getInt(),
                MessageStatus.of(bytes.getInt()));
    }

    /// A whole frame with a payload that is bytes already.
    ByteBuffer lay(byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(SIZE + payload.length);
        frame.putInt(SIZE + payload.length)
                .putInt(program)
                .putInt(version)
                .putInt(procedure)
                .putInt(type.raw())
                .putInt(serial)
                .putInt(status.raw())
                .put(payload);
        return frame.flip();
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
