package dev.lungfish.controller.enrolment;

import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.controller.authority.FleetCertificates;
import dev.lungfish.controller.authority.FleetRole;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.libvirt.server.Identity;
import dev.lungfish.libvirt.tls.CertificateNames;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;

/// Finds out which host calls, for each call anew: a host that was revoked a moment ago has no say,
/// whatever connection or session of TLS it kept. Safe for use by several threads.
public final class Callers {
    private final Store store;
    private final InstantSource clock;

    public Callers(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// The host of a connection.
    ///
    /// @throws ReasonException with an [EnrolmentReason] where its certificate gives it no say
    public HostTable.Row of(Identity caller) {
        HostTable.Row host = renewing(caller);
        Instant end = certificate(caller).getNotAfter().toInstant();
        if (end.isBefore(clock.instant())) {
            throw new ReasonException(
                    new EnrolmentReason.CallerCertificateExpired(host.name(), end));
        }
        return host;
    }

    /// The same for who wants a new certificate: the old one may have run out.
    public HostTable.Row renewing(Identity caller) {
        X509Certificate shown = certificate(caller);
        String id = FleetRole.HOST.identity(CertificateNames.of(shown).uris()).orElse("");
        HostTable.Row host =
                store.hosts()
                        .byId(id)
                        .orElseThrow(
                                () -> new ReasonException(new EnrolmentReason.CallerUnknown(id)));
        if (host.revoked().isPresent()) {
            throw new ReasonException(
                    new EnrolmentReason.CallerRevoked(host.name(), host.revoked().get()));
        }
        if (!host.keyPrint().equals(EnrolmentToken.fingerprint(shown.getPublicKey()))) {
            throw new ReasonException(new EnrolmentReason.CallerKeyReplaced(host.name()));
        }
        // The handshake refuses it too, but a resumed session is older than its connection.
        Instant end = shown.getNotAfter().toInstant();
        if (end.plus(FleetCertificates.RENEWABLE).isBefore(clock.instant())) {
            throw new ReasonException(
                    new EnrolmentReason.CallerCertificateExpired(host.name(), end));
        }
        return host;
    }

    private static X509Certificate certificate(Identity caller) {
        if (caller instanceof Identity.CertificateHolder holder && !holder.chain().isEmpty()) {
            return holder.chain().getFirst();
        }
        throw new ReasonException(new EnrolmentReason.CallerWithoutCertificate());
    }
}
