package dev.lungfish.daemon.sockets;

import dev.lungfish.libvirt.server.Identity;
import dev.lungfish.libvirt.server.PeerIdentification;
import dev.lungfish.linux.process.PeerProcess;
import dev.lungfish.runtime.clock.Deadline;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Finds out the numbers of who connects beside the names, where the runtime lets us ask.
public final class PeerNumbers implements PeerIdentification {
    private static final int MOST_KNOWN = 64;

    /// A number may become another user's.
    private static final Duration FRESH = Duration.ofSeconds(5);

    /// Names by the numbers of user and group. Asking the system for them costs more than a call
    /// does.
    private final Map<Numbered, Named> known = new ConcurrentHashMap<>();

    private record Numbered(int user, int group) {}

    private record Named(Identity.LocalProcess process, Deadline end) {}

    @Override
    public Identity.LocalProcess identify(SocketChannel socket) throws IOException {
        Optional<PeerProcess> peer = PeerProcess.of(socket);
        if (peer.isEmpty()) {
            return PeerIdentification.NAMES.identify(socket);
        }
        Numbered key = new Numbered(peer.get().user(), peer.get().group());
        Named named = known.get(key);
        if (named == null || named.end().passed()) {
            named = new Named(PeerIdentification.NAMES.identify(socket), Deadline.after(FRESH));
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(key, named);
        }
        return new Identity.LocalProcess(
                named.process().user(),
                named.process().group(),
                new Identity.Numbers(peer.get().user(), peer.get().group(), peer.get().process()));
    }
}
