package dev.lungfish.libvirt.tls;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// Refuses certificates that their issuer has taken back. As with GnuTLS, and so with libvirt, a
/// certificate counts as valid where no list of its issuer is there, and as invalid where that list
/// is older than it may be. Immutable.
///
/// **Source:** GnuTLS, `gnutls_x509_trust_list_verify_crt()`: `GNUTLS_CERT_REVOKED` and
/// `GNUTLS_CERT_REVOCATION_DATA_SUPERSEDED`.
record RevocationCheck(List<X509Certificate> authorities, List<X509CRL> lists) {
    RevocationCheck {
        authorities = List.copyOf(authorities);
        lists = List.copyOf(lists);
    }

    /// Checks a chain whose signatures are known to be right.
    ///
    /// @param chain the peer's own certificate first
    /// @throws CertificateException if one of it was taken back, or if that can't be known any more
    void check(X509Certificate[] chain) throws CertificateException {
        for (int i = 0; i < chain.length; i++) {
            X509Certificate certificate = chain[i];
            X500Principal issuer = certificate.getIssuerX500Principal();
            for (X509CRL list : lists) {
                if (list.getIssuerX500Principal().equals(issuer)) {
                    check(certificate, list, key(issuer, chain));
                }
            }
        }
    }

    private static void check(X509Certificate certificate, X509CRL list, Optional<PublicKey> key)
            throws CertificateException {
        String name = certificate.getSubjectX500Principal().getName();
        try {
            list.verify(key.orElseThrow(() -> new CertificateException("no key of the issuer")));
        } catch (GeneralSecurityException e) {
            throw new CertificateException(
                    "the revocation list for %s is not signed by its issuer".formatted(name), e);
        }
        if (list.isRevoked(certificate)) {
            throw new CertificateException("the certificate of %s was revoked".formatted(name));
        }
        Optional<Instant> next = Optional.ofNullable(list.getNextUpdate()).map(Date::toInstant);
        // The wall clock counts, as in the JDK's own check of a certificate's time.
        if (next.filter(InstantSource.system().instant()::isAfter).isPresent()) {
            throw new CertificateException(
                    "the revocation list for %s was to be replaced by %s"
                            .formatted(name, next.get()));
        }
    }

    private Optional<PublicKey> key(X500Principal issuer, X509Certificate... chain) {
        for (X509Certificate authority : authorities) {
            if (authority.getSubjectX500Principal().equals(issuer)) {
                return Optional.of(authority.getPublicKey());
            }
        }
        for (X509Certificate above : chain) {
            if (above.getSubjectX500Principal().equals(issuer)) {
                return Optional.of(above.getPublicKey());
            }
        }
        return Optional.empty();
    }
}
