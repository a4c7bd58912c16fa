package dev.lungfish.agent.config;

import dev.lungfish.libvirt.share.Startups;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The daemon's sockets.
///
/// @param socketFolder the folder of `libvirt-sock` and `libvirt-sock-ro`; empty for the default
/// @param libvirtFolder the folder in which libvirt's clients look for `virtlungfishd-sock`; empty
///   for the default
/// @param libvirtSockets whether to create the sockets for libvirt's own URIs
/// @param group the group that may use the read-write sockets besides root; empty for none
/// @param tcp the address for TCP; empty for none
/// @param tls the address for TLS; empty for none
/// @param certificates the certificates for TLS, here and for the metrics
/// @param clients how many clients may be connected to each of these sockets at once
/// @param startups how many may be without an identity yet, at the address for TLS
public record DaemonConfiguration(
        Optional<Path> socketFolder,
        Optional<Path> libvirtFolder,
        boolean libvirtSockets,
        Optional<String> group,
        Optional<InetSocketAddress> tcp,
        Optional<Tls> tls,
        CertificateFiles certificates,
        int clients,
        Startups startups) {
    static final int USUAL_CLIENTS = 5000;

    /// The default folder of the daemon's sockets.
    public static final Path USUAL_SOCKET_FOLDER = Path.of("/run/lungfish");

    /// libvirt's own run folder.
    public static final Path USUAL_LIBVIRT_FOLDER = Path.of("/run/libvirt");

    /// An address for clients with certificates.
    ///
    /// @param allowed which clients, as `AllowList` understands them; empty for all that the
    ///   authority signed
    public record Tls(InetSocketAddress address, Optional<List<String>> allowed) {
        public Tls {
            allowed = allowed.map(List::copyOf);
        }
    }

    /// The same with other certificates, and another use of them at the address for TLS.
    public DaemonConfiguration with(Optional<Tls> other, CertificateFiles files) {
        return new DaemonConfiguration(
                socketFolder,
                libvirtFolder,
                libvirtSockets,
                group,
                tcp,
                other,
                files,
                clients,
                startups);
    }

    /// Unix sockets at their default paths, only for root.
    static DaemonConfiguration usual() {
        return new DaemonConfiguration(
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CertificateFiles.usual(),
                USUAL_CLIENTS,
                Startups.USUAL);
    }
}
