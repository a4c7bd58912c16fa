package dev.lungfish.linux.dbus;

import java.lang.foreign.MemorySegment;

/// A file descriptor (`h`) that came with a reply, which keeps it open. Lungfish neither reads nor
/// writes it; it only has to be open. Belongs to the thread of its bus.
///
/// **Source:** `sd_bus_message_read_basic(3)`: the descriptor belongs to the message, and is closed
/// when the last reference to that goes.
public final class Descriptor implements AutoCloseable {
    static final String SIGNATURE = "h";

    private final SdBus library;
    private final MemorySegment reply;
    private boolean closed;

    Descriptor(SdBus library, MemorySegment reply) {
        this.library = library;
        this.reply = reply;
    }

    /// Closes it. Closing again has no effect.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            library.unrefMessage(reply);
        }
    }
}
