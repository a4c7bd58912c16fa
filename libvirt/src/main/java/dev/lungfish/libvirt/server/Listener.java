package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.tls.TlsContext;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A place where clients come in.
public sealed interface Listener {
    /// In words, for logs and for [Connection#listener()].
    String name();

    /// How many clients may be connected here at once. One more is turned away; the other listeners
    /// stay open to theirs.
    int mostConnections();

    /// A Unix socket.
    ///
    /// @param path of the file; one that a dead server left there is replaced
    /// @param permissions who may connect: writing is what counts
    /// @param group of the file; null for the process's own
    /// @param readOnly whether its clients may only look
    record Unix(
            Path path,
            Set<PosixFilePermission> permissions,
            @Nullable String group,
            boolean readOnly,
            int mostConnections)
            implements Listener {
        public Unix {
            permissions = Set.copyOf(permissions);
        }

        @Override
        public String name() {
            return path.toString();
        }
    }

    /// A port without protection, for networks that are trusted. Its clients are anonymous.
    ///
    /// @param address port 0 for any that is free
    record Tcp(InetSocketAddress address, int mostConnections) implements Listener {
        @Override
        public String name() {
            return "tcp " + address.getHostString() + ":" + address.getPort();
        }
    }

    /// A port with TLS, for clients that show a certificate.
    ///
    /// @param address port 0 for any that is free
    /// @param admits whom, by the distinguished name of their certificate as in RFC 2253
    record Tls(
            InetSocketAddress address,
            TlsContext context,
            Predicate<String> admits,
            int mostConnections)
            implements Listener {
        @Override
        public String name() {
            return "tls " + address.getHostString() + ":" + address.getPort();
        }
    }
}
