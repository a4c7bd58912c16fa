package dev.lungfish.libvirt.rpc;

/// The type of a frame. Peers may send unknown types.
///
/// **Source:** `enum virNetMessageType` in `src/rpc/virnetprotocol.x`.
public sealed interface MessageType {
    /// The number on the wire.
    int raw();

    /// The type with a number.
    static MessageType of(int raw) {
        for (Known known : Known.VALUES) {
            if (known.raw == raw) {
                return known;
            }
        }
        return new Unknown(raw);
    }

    /// The types of libvirt 9.0.
    enum Known implements MessageType {
        CALL(0),
        REPLY(1),
        /// An event or a keepalive: it has no reply.
        MESSAGE(2),
        STREAM(3),
        CALL_WITH_DESCRIPTORS(4),
        REPLY_WITH_DESCRIPTORS(5),
        STREAM_HOLE(6);

        private static final Known[] VALUES = values();

        private final int raw;

        Known(int raw) {
            this.raw = raw;
        }

        @Override
        public int raw() {
            return raw;
        }
    }

    /// An unknown type.
    record Unknown(int raw) implements MessageType {}
}
