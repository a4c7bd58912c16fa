package dev.lungfish.libvirt.transport;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/// A connected stream of bytes in both directions.
///
/// [#read] waits until there is at least a byte. [#write] waits until the peer takes at least a
/// byte and says how many it took. [#close()] ends both at once, with an exception for who waits in
/// them.
public interface Transport extends ByteChannel {
    /// The kind of way that the bytes take.
    Kind kind();

    /// Tells the peer that nothing more will be written, where the way has words for that. What the
    /// peer writes can still be read. May wait, as a write may.
    ///
    /// @throws IOException where the connection is broken
    default void finish() throws IOException {}

    /// The kinds of ways.
    enum Kind {
        UNIX,
        TCP,
        TLS,
        /// A program's standard streams, `ssh`.
        TUNNEL;

        /// Whether nobody on the way can read along.
        public boolean secure() {
            return this != TCP;
        }
    }
}
