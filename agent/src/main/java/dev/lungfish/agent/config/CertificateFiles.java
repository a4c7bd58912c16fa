package dev.lungfish.agent.config;

import java.nio.file.Path;

/// The daemon's certificate for TLS, and the authority that it trusts: PEM files.
///
/// @param certificate the daemon's
/// @param key the certificate's
/// @param authority the authority that must have signed a client's certificate
/// @param revoked the authority's list of certificates that it has taken back; need not be there
public record CertificateFiles(Path certificate, Path key, Path authority, Path revoked) {
    private static final Path USUAL_REVOKED = Path.of("/etc/pki/CA/cacrl.pem");

    /// With the revocation list at its usual place.
    public CertificateFiles(Path certificate, Path key, Path authority) {
        this(certificate, key, authority, USUAL_REVOKED);
    }

    /// The paths of libvirt's own daemons.
    static CertificateFiles usual() {
        return new CertificateFiles(
                Path.of("/etc/pki/libvirt/servercert.pem"),
                Path.of("/etc/pki/libvirt/private/serverkey.pem"),
                Path.of("/etc/pki/CA/cacert.pem"));
    }
}
