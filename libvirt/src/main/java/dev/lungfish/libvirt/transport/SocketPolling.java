package dev.lungfish.libvirt.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Lets one thread wait for many sockets, and use them without waiting, while other threads may use
/// the same sockets and wait. It needs native code, which is not in this module.
@FunctionalInterface
public interface SocketPolling {
    /// A poll without sockets.
    ///
    /// @throws IOException if the process may open no more files
    Poll open() throws IOException;

    /// The waiting thread's. Only [#wake()] is for other threads.
    interface Poll {
        /// A socket that is not watched yet. It is forgotten when it is closed.
        ///
        /// @param number tells it from others, at least 0
        Watched add(SocketChannel socket, int number) throws IOException;

        /// Waits until sockets are ready, or until somebody calls [#wake()].
        ///
        /// @return how many
        int await() throws IOException;

        /// The number of a ready socket, or -1 for a wake-up.
        ///
        /// @param index below what [#await()] returned
        int number(int index);

        /// Whether it has bytes, or its end.
        boolean readable(int index);

        /// Whether it takes bytes.
        boolean writable(int index);

        /// Makes [#await()] return.
        void wake();
    }

    /// One socket. Not to be used once it is closed: its number in the kernel may be another's.
    interface Watched {
        /// Changes what is waited for. Without either, its end is not noticed.
        void watch(boolean reading, boolean writing) throws IOException;

        /// Receives what has come.
        ///
        /// @param into a direct buffer
        /// @return the number of bytes, -1 at the end of the stream, 0 if nothing has come
        int receive(ByteBuffer into) throws IOException;

        /// Sends what the peer takes now, perhaps nothing.
        ///
        /// @param from a direct buffer
        void send(ByteBuffer from) throws IOException;
    }
}
