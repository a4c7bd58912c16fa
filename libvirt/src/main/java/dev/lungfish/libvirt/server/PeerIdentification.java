package dev.lungfish.libvirt.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/// Finds out which process made a connection over a Unix socket.
///
/// The JDK's own implementation has the names of the user and the group. The numbers need native
/// code, which is not in this module; another implementation can supply it.
@FunctionalInterface
public interface PeerIdentification {
    /// By `SO_PEERCRED`, as the JDK reads it.
    PeerIdentification NAMES =
            socket -> {
                UnixDomainPrincipal peer = socket.getOption(ExtendedSocketOptions.SO_PEERCRED);
                return new Identity.LocalProcess(
                        peer.user().getName(), peer.group().getName(), null);
            };

    /// Identifies the peer.
    ///
    /// @throws IOException if it can't be identified; then the connection is closed
    Identity.LocalProcess identify(SocketChannel socket) throws IOException;
}
