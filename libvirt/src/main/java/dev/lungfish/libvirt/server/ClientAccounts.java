package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.share.Account;
import dev.lungfish.libvirt.share.Division;
import dev.lungfish.libvirt.share.Source;
import dev.lungfish.libvirt.share.Trust;
import java.net.SocketAddress;
import java.util.Optional;

/// Finds whom a client's use is counted for.
final class ClientAccounts {
    /// Fewer places at a listener are not divided.
    private static final int FEW = 16;

    private ClientAccounts() {}

    /// While nothing else is known: by the listener, and by the source over a network.
    static Account arriving(Listener listener, SocketAddress from) {
        return switch (listener) {
            case Listener.Unix(_, _, _, boolean readOnly, _) ->
                    new Account(readOnly ? Trust.READ_ONLY : Trust.READ_WRITE, listener.name());
            case Listener.Tcp _, Listener.Tls _ ->
                    new Account(Trust.UNAUTHENTICATED, Source.of(from));
        };
    }

    /// By who it is. root at a read-only socket is one reader of others.
    static Account of(Listener listener, Identity identity, SocketAddress from) {
        return switch (identity) {
            case Identity.LocalProcess process -> {
                boolean readOnly = listener instanceof Listener.Unix unix && unix.readOnly();
                Trust trust =
                        readOnly
                                ? Trust.READ_ONLY
                                : process.isRoot() ? Trust.ROOT : Trust.READ_WRITE;
                yield new Account(trust, user(process));
            }
            case Identity.CertificateHolder holder ->
                    new Account(Trust.READ_WRITE, holder.distinguishedName());
            case Identity.Anonymous _ -> new Account(Trust.UNAUTHENTICATED, Source.of(from));
        };
    }

    private static String user(Identity.LocalProcess process) {
        return Optional.ofNullable(process.numbers())
                .map(known -> "uid " + Integer.toUnsignedString(known.uid()))
                .orElseGet(() -> "user " + process.user());
    }

    /// How the places of a listener are divided: one user has at most half of them, and where root
    /// comes too, a quarter is kept for it.
    static Division places(Listener listener) {
        long most = listener.mostConnections();
        if (most < FEW) {
            return Division.alike(most, most);
        }
        if (!(listener instanceof Listener.Unix unix) || unix.readOnly()) {
            return Division.alike(most, most / 2);
        }
        return Division.of(most);
    }
}
