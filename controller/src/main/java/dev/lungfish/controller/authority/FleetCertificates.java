package dev.lungfish.controller.authority;

import dev.lungfish.libvirt.tls.CertificateNames;
import dev.lungfish.libvirt.tls.TlsContext;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Believes certificates that the fleet's authority signed for hosts. One that has run out is
/// believed for a while, so that a host that slept over its end can ask for another; what else its
/// holder may do is decided for each call. Safe for use by several threads.
public final class FleetCertificates implements TlsContext.ClientCheck {
    /// How long after its end a certificate still proves who asks for a new one.
    public static final Duration RENEWABLE = Duration.ofDays(90);

    private final FleetAuthority authority;
    private final InstantSource clock;

    public FleetCertificates(FleetAuthority authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
    }

    @Override
    public void check(List<X509Certificate> chain) throws CertificateException {
        X509Certificate shown = chain.getFirst();
        try {
            shown.verify(authority.certificate().getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new CertificateException("it is not of this fleet's authority", e);
        }
        if (FleetRole.HOST.identity(CertificateNames.of(shown).uris()).isEmpty()) {
            throw new CertificateException("it is not that of a host");
        }
        Instant now = clock.instant();
        if (shown.getNotBefore().toInstant().isAfter(now)) {
            throw new CertificateException("it is not valid before " + shown.getNotBefore());
        }
        Instant end = shown.getNotAfter().toInstant();
        if (end.plus(RENEWABLE).isBefore(now)) {
            throw new CertificateException(
                    "it ran out at %s, more than %d days ago: the host needs a new token"
                            .formatted(end, RENEWABLE.toDays()));
        }
    }
}
