package dev.lungfish.agent.config;

import java.nio.file.Path;

/// What the daemon shows by TLS, and whom it believes: PEM files.
///
/// @param certificate the daemon's
/// @param key the certificate's
/// @param authority whose signature a client's certificate must have
public record CertificateFiles(Path certificate, Path key, Path authority) {
    /// Where libvirt's own daemons have them.
    static CertificateFiles usual() {
        return new CertificateFiles(
                Path.of("/etc/pki/libvirt/servercert.pem"),
                Path.of("/etc/pki/libvirt/private/serverkey.pem"),
                Path.of("/etc/pki/CA/cacert.pem"));
    }
}
