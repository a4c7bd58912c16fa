package dev.lungfish.libvirt.rpc;

/// The status of a call. Peers may send unknown numbers.
///
/// **Source:** `enum virNetMessageStatus` in `src/rpc/virnetprotocol.x`.
public sealed interface MessageStatus {
    /// The number on the wire.
    int raw();

    /// The status with a number.
    static MessageStatus of(int raw) {
        for (Known known : Known.VALUES) {
            if (known.raw == raw) {
                return known;
            }
        }
        return new Unknown(raw);
    }

    /// The statuses of libvirt 9.0.
    enum Known implements MessageStatus {
        OK(0),
        /// The payload is an [RpcError].
        ERROR(1),
        /// More of a stream follows.
        CONTINUE(2);

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

    /// An unknown status.
    record Unknown(int raw) implements MessageStatus {}
}
