package dev.lungfish.agent.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the daemon is reached.
///
/// @param socketFolder where `libvirt-sock` and `libvirt-sock-ro` are made; empty for the usual one
/// @param libvirtFolder where libvirt's clients look for `virtlungfishd-sock`; empty for the usual
///   one
/// @param libvirtSockets whether the sockets for libvirt's own URIs are made
/// @param group who may use the read-write sockets beside root; empty for nobody
/// @param tcp where TCP is listened for; empty for nowhere
/// @param tls where TLS is listened for; empty for nowhere
/// @param certificates what is shown by TLS, here and where the metrics are read
/// @param clients how many may be connected to each of these places at once
public record DaemonConfiguration(
        Optional<Path> socketFolder,
        Optional<Path> libvirtFolder,
        boolean libvirtSockets,
        Optional<String> group,
        Optional<InetSocketAddress> tcp,
        Optional<Tls> tls,
        CertificateFiles certificates,
        int clients) {
    static final int USUAL_CLIENTS = 5000;

    /// Where clients find the daemon if nothing else is configured.
    public static final Path USUAL_SOCKET_FOLDER = Path.of("/run/lungfish");

    /// libvirt's own run folder.
    public static final Path USUAL_LIBVIRT_FOLDER = Path.of("/run/libvirt");

    /// A place for clients with certificates.
    ///
    /// @param allowed distinguished names of clients, in which `*` stands for any characters; empty
    ///   for all that the authority signed
    public record Tls(InetSocketAddress address, List<String> allowed) {
        public Tls {
            allowed = List.copyOf(allowed);
        }
    }

    /// Unix sockets at their usual places, for root alone.
    static DaemonConfiguration usual() {
        return new DaemonConfiguration(
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CertificateFiles.usual(),
                USUAL_CLIENTS);
    }
}
