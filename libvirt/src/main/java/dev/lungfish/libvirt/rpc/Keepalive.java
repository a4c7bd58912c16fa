package dev.lungfish.libvirt.rpc;

import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.nio.ByteBuffer;

/// The keepalive program: a peer that gets a ping answers with a pong, even without an agreement.
///
/// **Source:** `src/rpc/virkeepaliveprotocol.x`.
public enum Keepalive {
    PING(1),
    PONG(2);

    /// "keep" in ASCII.
    public static final ProgramNumber PROGRAM = new ProgramNumber(0x6b656570, 1);

    private final int procedure;

    Keepalive(int procedure) {
        this.procedure = procedure;
    }

    /// Whether a frame is this one. A ping with the type of a call is none.
    public boolean matches(FrameHeader header) {
        return header.type() == MessageType.Known.MESSAGE
                && header.program() == PROGRAM.number()
                && header.version() == PROGRAM.version()
                && header.procedure() == procedure;
    }

    /// A whole frame, ready to be written.
    public ByteBuffer encode() {
        FrameHeader header = FrameHeader.message(PROGRAM.number(), PROGRAM.version(), procedure, 0);
        return Frame.encode(header, XdrCodec.NONE, NoValue.NONE);
    }
}
