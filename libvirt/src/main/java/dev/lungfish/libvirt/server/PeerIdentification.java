package dev.lungfish.libvirt.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/// Finds out which process made a connection over a Unix socket.
///
/// The JDK's own way gives the names of the user and of the group. Who needs the numbers supplies
/// another way, with native code, which is not for this room.
@FunctionalInterface
public interface PeerIdentification {
    /// By `SO_PEERCRED`, as the JDK reads it.
    PeerIdentification NAMES =
            socket -> {
                UnixDomainPrincipal peer = socket.getOption(ExtendedSocketOptions.SO_PEERCRED);
                return new Identity.LocalProcess(
                        peer.user().getName(), peer.group().getName(), null);
            };

    /// Asks who is at the other end.
    ///
    /// @throws IOException where that cannot be told; the connection is closed then
    Identity.LocalProcess identify(SocketChannel socket) throws IOException;
}
