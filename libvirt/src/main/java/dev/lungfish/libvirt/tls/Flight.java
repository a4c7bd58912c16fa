package dev.lungfish.libvirt.tls;

import java.nio.ByteBuffer;

/// The messages of a handshake that one side sends before it waits for the other (a flight, RFC
/// 8446). They are sent at once: each packet of its own would wake the other side. For one thread
/// at a time.
final class Flight {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// Filled up to its position.
    private ByteBuffer gathered = NOTHING.duplicate();

    /// Adds a record.
    void add(ByteBuffer record) {
        if (gathered.remaining() < record.remaining()) {
            int needed = gathered.position() + record.remaining();
            gathered =
                    ByteBuffer.allocate(Math.max(needed, 2 * gathered.capacity()))
                            .put(gathered.flip());
        }
        gathered.put(record);
    }

    /// All of it, from the position to the limit; nothing is left.
    ByteBuffer take() {
        ByteBuffer all = gathered.flip();
        gathered = NOTHING.duplicate();
        return all;
    }

    /// The same with one more record, which is not copied where it is alone.
    ByteBuffer takeWith(ByteBuffer record) {
        if (gathered.position() == 0) {
            return record;
        }
        add(record);
        return take();
    }
}
