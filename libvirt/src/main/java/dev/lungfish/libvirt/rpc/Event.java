package dev.lungfish.libvirt.rpc;

import dev.lungfish.libvirt.xdr.XdrCodec;
import java.nio.ByteBuffer;

/// A message that a server sends unasked.
///
/// @param number of the message within its program; shares the numbers of the procedures
/// @param <T> its content
public record Event<T>(ProgramNumber program, int number, String name, XdrCodec<T> content) {
    /// The serial of libvirtd's own events; its protocol promises 0, and clients take any.
    private static final int SERIAL = 1;

    /// A whole frame, ready to be written.
    public ByteBuffer encode(T value) {
        FrameHeader header =
                FrameHeader.message(program.number(), program.version(), number, SERIAL);
        return Frame.encode(header, content, value);
    }

    /// Whether a frame is this event.
    public boolean matches(FrameHeader header) {
        return header.type() == MessageType.Known.MESSAGE
                && header.program() == program.number()
                && header.version() == program.version()
                && header.procedure() == number;
    }
}
