package dev.lungfish.agent.config;

import java.nio.file.Path;

/// The daemon's certificate for TLS, and the authority that it trusts: PEM files.
///
/// @param certificate the daemon's
/// @param key the certificate's
/// @param authority the authority that must have signed a client's certificate
public record CertificateFiles(Path certificate, Path key, Path authority) {
    /// The paths of libvirt's own daemons.
    static CertificateFiles usual() {
        return new CertificateFiles(
                Path.of("/etc/pki/libvirt/servercert.pem"),
                Path.of("/etc/pki/libvirt/private/serverkey.pem"),
                Path.of("/etc/pki/CA/cacert.pem"));
    }
}
