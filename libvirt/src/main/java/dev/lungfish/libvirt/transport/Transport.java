package dev.lungfish.libvirt.transport;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/// A connected stream of bytes in both directions.
///
/// [#read] waits until there is at least a byte. [#write] waits until the peer takes at least a
/// byte and returns how many it took. [#close()] ends both at once, with an exception for waiting
/// threads.
public interface Transport extends ByteChannel {
    /// The kind of transport.
    Kind kind();

    /// Tells the peer that nothing more will be written, if the transport can. The peer's data can
    /// still be read. May wait, like a write.
    ///
    /// @throws IOException if the connection is broken
    default void finish() throws IOException {}

    /// The kinds of transports.
    enum Kind {
        UNIX,
        TCP,
        TLS,
        /// A program's standard streams, `ssh`.
        TUNNEL;

        /// Whether it is safe from eavesdropping.
        public boolean secure() {
            return this != TCP;
        }
    }
}
