package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.tls.TlsContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A socket at which clients connect.
public sealed interface Listener {
    /// As text, for logs and for [Connection#listener()].
    String name();

    /// How many clients may be connected here at once. Further ones are turned away; other
    /// listeners are not affected.
    int mostConnections();

    /// A Unix socket.
    ///
    /// @param path of the file; that of a dead server is replaced
    /// @param permissions who may connect: those with write permission
    /// @param group of the file; null for the process's own
    /// @param readOnly whether its clients may only read
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

        /// Refuses where another server listens.
        ///
        /// @throws IOException if one does, or if something else is there
        public void requireFree() throws IOException {
            UnixSocketFile.requireFree(path.toAbsolutePath());
        }
    }

    /// A port without protection, for trusted networks. Its clients are anonymous.
    ///
    /// @param address port 0 for any free one
    record Tcp(InetSocketAddress address, int mostConnections) implements Listener {
        @Override
        public String name() {
            return "tcp " + address.getHostString() + ":" + address.getPort();
        }
    }

    /// A port with TLS, for clients with a certificate, and for anonymous ones where the context
    /// demands none.
    ///
    /// @param address port 0 for any free one
    /// @param admits which clients, by their certificates
    record Tls(
            InetSocketAddress address,
            TlsContext context,
            Predicate<X509Certificate> admits,
            int mostConnections)
            implements Listener {
        @Override
        public String name() {
            return "tls " + address.getHostString() + ":" + address.getPort();
        }
    }
}
