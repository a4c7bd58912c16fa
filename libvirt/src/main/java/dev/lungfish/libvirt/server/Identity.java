package dev.lungfish.libvirt.server;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The peer of a connection, as far as its transport proves it.
public sealed interface Identity {
    /// A process of this host, as the kernel knows it.
    ///
    /// @param numbers null if unknown: the JDK itself provides only names
    record LocalProcess(String user, String group, @Nullable Numbers numbers) implements Identity {
        private static final String ROOT = "root";

        /// Whether it is root's: by its number, or by its name where only that is known.
        public boolean isRoot() {
            return numbers == null ? user.equals(ROOT) : numbers.uid() == 0;
        }
    }

    /// The numbers of a process, of its user and its group.
    record Numbers(int uid, int gid, int pid) {}

    /// A peer with a certificate that an authority signed.
    ///
    /// @param distinguishedName as in RFC 2253
    /// @param address the address of the peer
    /// @param chain the certificates that it showed, its own first
    record CertificateHolder(String distinguishedName, String address, List<X509Certificate> chain)
            implements Identity {
        public CertificateHolder {
            chain = List.copyOf(chain);
        }
    }

    /// An unauthenticated peer.
    ///
    /// @param address the address of the peer
    record Anonymous(String address) implements Identity {}
}
