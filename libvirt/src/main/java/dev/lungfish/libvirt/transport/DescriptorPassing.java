package dev.lungfish.libvirt.transport;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;

/// Passes file descriptors over Unix sockets, each beside one zero byte, as libvirt does. It needs
/// native code, which is not in this module. Safe to use from any thread; all calls return within a
/// moment.
public interface DescriptorPassing {
    /// Receives the next byte with its descriptor, which is the caller's.
    ///
    /// @return empty where none has come yet
    /// @throws IOException if the peer is gone, or the byte has no descriptor
    OptionalInt receive(SocketChannel socket) throws IOException;

    /// Sends a byte with a descriptor, which stays the caller's.
    ///
    /// @return false where the peer takes nothing yet
    /// @throws IOException if the peer is gone
    boolean send(SocketChannel socket, int descriptor) throws IOException;

    /// Closes a received descriptor.
    void close(int descriptor);
}
