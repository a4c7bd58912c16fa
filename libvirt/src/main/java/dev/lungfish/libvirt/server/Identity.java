package dev.lungfish.libvirt.server;

import org.jspecify.annotations.Nullable;

/// Who is at the other end of a connection, as far as the way it came proves it.
public sealed interface Identity {
    /// A process of this host, as the kernel knows it.
    ///
    /// @param numbers null where they were not found out: the JDK itself tells names alone
    record LocalProcess(String user, String group, @Nullable Numbers numbers) implements Identity {}

    /// The numbers of a process, of its user and its group.
    record Numbers(int uid, int gid, int pid) {}

    /// Somebody with a certificate that an authority signed.
    ///
    /// @param distinguishedName as in RFC 2253
    /// @param address where the connection came from
    record CertificateHolder(String distinguishedName, String address) implements Identity {}

    /// Somebody who proved nothing.
    ///
    /// @param address where the connection came from
    record Anonymous(String address) implements Identity {}
}
