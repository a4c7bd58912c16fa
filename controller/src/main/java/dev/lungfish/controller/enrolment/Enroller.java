package dev.lungfish.controller.enrolment;

import dev.lungfish.api.Enrolment;
import dev.lungfish.api.EnrolmentRequest;
import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.api.PemText;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.controller.store.TokenTable;
import dev.lungfish.controller.store.Transaction;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.text.ReasonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Takes hosts into the fleet and keeps their certificates fresh. Safe for use by several threads.
///
/// A host is known by its key and by the UUID of its hardware. The same hardware with another key
/// is a host that was installed anew: it needs a new token and keeps its identity. A name belongs
/// to one host.
public final class Enroller {
    private final Store store;
    private final FleetAuthority authority;
    private final InstantSource clock;

    public Enroller(Store store, FleetAuthority authority, InstantSource clock) {
        this.store = store;
        this.authority = authority;
        this.clock = clock;
    }

    /// Takes a host in. A host whose answer was lost may ask again with the same token and key.
    ///
    /// @throws ReasonException with an [EnrolmentReason] where it is refused
    public Enrolment enrol(EnrolmentRequest request) {
        EnrolmentToken token = token(request.token());
        PublicKey key =
                PemText.publicKey(request.publicKey())
                        .orElseThrow(
                                () -> new ReasonException(new EnrolmentReason.HostKeyUnusable()));
        requireProof(request, key);
        Instant now = clock.instant();
        Admitted admitted =
                store.enrolling(transaction -> {
                    TokenTable.Row known = usable(transaction, token, request, key, now);
                    HostTable.Row host = host(transaction, request, key, known, now);
                    transaction.hosts().put(host);
                    transaction
                            .tokens()
                            .put(
                                    new TokenTable.Row(
                                            known.secretPrint(),
                                            known.forName(),
                                            known.made(),
                                            known.validUntil(),
                                            Optional.of(known.used().orElse(now)),
                                            Optional.of(host.keyPrint())));
                    return new Admitted(host, transaction.epoch());
                });
        return certified(admitted, key, now);
    }

    /// A host that was taken in, or still belongs to the fleet, in the database. Where its
    /// certificate can't be signed after that, it asks again.
    private record Admitted(HostTable.Row host, Epoch epoch) {}

    /// A new certificate for the same key.
    ///
    /// @param id of the host that calls
    public Enrolment renew(String id) {
        Instant now = clock.instant();
        Admitted admitted =
                store.work(transaction -> {
                    HostTable.Row host =
                            transaction
                                    .hosts()
                                    .byId(id)
                                    .orElseThrow(() ->
                                            new ReasonException(
                                                    new EnrolmentReason.CallerUnknown(id)));
                    transaction
                            .events()
                            .add(
                                    now,
                                    Optional.of(id),
                                    new EnrolmentReason.HostCertificateRenewed(
                                            host.name(), now.plus(FleetAuthority.HOST_VALIDITY)));
                    return new Admitted(host, transaction.epoch());
                });
        return certified(
                admitted, PemText.publicKey(admitted.host().publicKey()).orElseThrow(), now);
    }

    /// From now on the host may do nothing any more.
    ///
    /// @throws ReasonException where there is no such host
    public void revoke(String name) {
        Instant now = clock.instant();
        boolean _ =
                store.enrolling(transaction -> {
                    HostTable.Row host =
                            transaction
                                    .hosts()
                                    .byName(name)
                                    .orElseThrow(() ->
                                            new ReasonException(
                                                    new EnrolmentReason.CallerUnknown(name)));
                    transaction.hosts().put(host.revokedAt(now));
                    transaction
                            .events()
                            .add(
                                    now,
                                    Optional.of(host.id()),
                                    new EnrolmentReason.HostRevoked(host.name()));
                    return true;
                });
    }

    private EnrolmentToken token(String text) {
        EnrolmentToken token;
        try {
            token = EnrolmentToken.parse(text);
        } catch (IllegalArgumentException _) {
            throw new ReasonException(new EnrolmentReason.TokenMalformed());
        }
        if (!token.authority().equals(authority.fingerprint())) {
            throw new ReasonException(
                    new EnrolmentReason.TokenOfAnotherFleet(
                            token.authority(), authority.fingerprint()));
        }
        return token;
    }

    private static void requireProof(EnrolmentRequest request, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(EnrolmentRequest.SIGNATURE_ALGORITHM);
            signature.initVerify(key);
            signature.update(EnrolmentRequest.signedBytes(request.token(), request.publicKey()));
            if (signature.verify(Base64.getDecoder().decode(request.signature()))) {
                return;
            }
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // A signature that is none proves as little as a wrong one.
        }
        throw new ReasonException(new EnrolmentReason.HostKeyNotProved());
    }

    private static TokenTable.Row usable(
            Transaction transaction,
            EnrolmentToken token,
            EnrolmentRequest request,
            PublicKey key,
            Instant now) {
        TokenTable.Row known =
                transaction
                        .tokens()
                        .find(Tokens.print(token))
                        .orElseThrow(() -> new ReasonException(new EnrolmentReason.TokenUnknown()));
        if (known.validUntil().isBefore(now)) {
            throw new ReasonException(new EnrolmentReason.TokenExpired(known.validUntil()));
        }
        Optional<String> user = known.usedKey();
        if (user.isPresent() && !user.get().equals(EnrolmentToken.fingerprint(key))) {
            throw new ReasonException(
                    new EnrolmentReason.TokenUsed(known.used().orElse(known.made())));
        }
        Optional<String> expected = known.forName();
        if (expected.isPresent() && !expected.get().equalsIgnoreCase(request.host().name())) {
            throw new ReasonException(
                    new EnrolmentReason.TokenForAnotherHost(request.host().name(), expected.get()));
        }
        return known;
    }

    /// Which host it is: one that is known by its hardware, or a new one.
    private static HostTable.Row host(
            Transaction transaction,
            EnrolmentRequest request,
            PublicKey key,
            TokenTable.Row token,
            Instant now) {
        String name = request.host().name().toLowerCase(Locale.ROOT);
        Optional<String> machine = request.machine().map(Enroller::normal);
        String print = EnrolmentToken.fingerprint(key);
        Optional<HostTable.Row> sameKey = transaction.hosts().byKey(print);
        Optional<HostTable.Row> sameMachine = machine.flatMap(transaction.hosts()::byMachine);
        Optional<HostTable.Row> sameName = transaction.hosts().byName(name);
        Optional<HostTable.Row> same = sameMachine.isPresent() ? sameMachine : sameKey;
        // A board without a UUID of its own is known by its name, if the token says that name.
        if (same.isEmpty()
                && token.forName().isPresent()
                && sameName.filter(row -> row.machine().isEmpty() && machine.isEmpty())
                        .isPresent()) {
            same = sameName;
        }
        if (sameName.isPresent() && !sameName.equals(same)) {
            if (sameName.get().revoked().isPresent()) {
                transaction.hosts().put(sameName.get().withoutName());
            } else {
                throw new ReasonException(
                        new EnrolmentReason.FleetNameTaken(name, sameName.get().machine()));
            }
        }
        // Cheap boards have one UUID for all of them: then only an administrator can say that it is
        // the same one.
        if (same.isPresent() && !same.get().name().equals(name) && token.forName().isEmpty()) {
            throw new ReasonException(
                    new EnrolmentReason.HostMachineKnown(machine.orElse(""), same.get().name()));
        }
        String id = same.map(HostTable.Row::id).orElseGet(() -> UUID.randomUUID().toString());
        transaction
                .events()
                .add(
                        now,
                        Optional.of(id),
                        same.isPresent()
                                ? new EnrolmentReason.HostEnrolledAgain(name, id, same.get().name())
                                : new EnrolmentReason.HostEnrolled(name, id));
        return new HostTable.Row(id, name, machine, print, PemText.of(key), now, Optional.empty());
    }

    private static String normal(String machine) {
        return machine.strip().toLowerCase(Locale.ROOT);
    }

    /// Signs: outside of the transaction, as it takes as long as several of them.
    private Enrolment certified(Admitted admitted, PublicKey key, Instant now) {
        HostTable.Row host = admitted.host();
        try {
            X509Certificate certificate = authority.forHost(host.id(), host.name(), key, now);
            return new Enrolment(PemText.of(certificate), authority.pem(), admitted.epoch());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
