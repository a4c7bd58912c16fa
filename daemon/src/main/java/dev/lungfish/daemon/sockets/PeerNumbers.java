package dev.lungfish.daemon.sockets;

import dev.lungfish.libvirt.server.Identity;
import dev.lungfish.libvirt.server.PeerIdentification;
import dev.lungfish.linux.process.PeerProcess;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/// Finds out the numbers of who connects beside the names, where the runtime lets us ask.
public final class PeerNumbers implements PeerIdentification {

    @Override
    public Identity.LocalProcess identify(SocketChannel socket) throws IOException {
        Identity.LocalProcess named = PeerIdentification.NAMES.identify(socket);
        return PeerProcess.of(socket)
                .map(peer ->
                        new Identity.LocalProcess(
                                named.user(),
                                named.group(),
                                new Identity.Numbers(peer.user(), peer.group(), peer.process())))
                .orElse(named);
    }
}
