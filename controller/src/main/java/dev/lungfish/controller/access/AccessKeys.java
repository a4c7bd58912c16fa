package dev.lungfish.controller.access;

import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.controller.store.AccessTable;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.controller.store.Transaction;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.text.ReasonException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes, lists and takes back tokens and certificates, and finds out who shows one. Each request
/// is looked up anew, so who was revoked has no say on a connection that was kept. Safe for use by
/// several threads.
public final class AccessKeys {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    /// Of the file that only the user of the controller may read.
    private static final String RESERVED = Caller.LOCAL.name();

    private final Store store;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final FailedAttempts failures = new FailedAttempts();

    public AccessKeys(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// A token that was made now.
    ///
    /// @param secret what its owner shows; it is kept nowhere
    public record Made(AccessTable.Row row, String secret) {
        /// Does not reveal the secret.
        @Override
        public String toString() {
            return "the token " + row.name();
        }
    }

    /// Makes a token.
    ///
    /// @param valid for how long; empty for ever
    /// @param by who makes it, in words
    /// @throws ReasonException with an [AccessReason] where the name or the role can't be
    public Made token(String name, Role role, Optional<Duration> valid, String by) {
        Secret secret = Secret.random(random);
        return new Made(add(name, role, "token", secret.print(), valid, by), secret.text());
    }

    /// Lets the owner of a certificate in: whoever has the key of it, whatever authority signed it.
    /// A renewed one with the same key needs nothing.
    public AccessTable.Row certificate(
            String name, Role role, X509Certificate shown, Optional<Duration> valid, String by) {
        String print = EnrolmentToken.fingerprint(shown.getPublicKey());
        return add(name, role, "certificate", print, valid, by);
    }

    private AccessTable.Row add(
            String name,
            Role role,
            String kind,
            String print,
            Optional<Duration> valid,
            String by) {
        if (!NAME.matcher(name).matches() || name.equals(RESERVED)) {
            throw new ReasonException(new AccessReason.AccessNameUnusable(name));
        }
        if (role == Role.AGENT) {
            throw new ReasonException(new AccessReason.AccessRoleUnusable(role.spelling()));
        }
        Instant now = clock.instant();
        AccessTable.Row row =
                new AccessTable.Row(
                        name,
                        role.spelling(),
                        kind,
                        print,
                        now,
                        by,
                        valid.map(now::plus),
                        Optional.empty());
        return store.work(transaction -> {
            if (transaction.access().byName(name).isPresent()) {
                throw new ReasonException(new AccessReason.AccessNameTaken(name));
            }
            transaction
                    .access()
                    .byPrint(print)
                    .ifPresent(known -> {
                        throw new ReasonException(new AccessReason.AccessKeyKnown(known.name()));
                    });
            transaction.access().add(row);
            tell(transaction, now, new AccessReason.AccessMade(name, role, by));
            return row;
        });
    }

    /// All, also those that were revoked or have ended.
    public List<AccessTable.Row> all() {
        return store.work(transaction -> transaction.access().all());
    }

    /// Takes one back.
    ///
    /// @throws ReasonException where there is none of this name
    public AccessTable.Row revoke(String name, String by) {
        Instant now = clock.instant();
        return store.work(transaction -> {
            AccessTable.Row row = known(transaction, name);
            if (row.revoked().isPresent()) {
                return row;
            }
            transaction.access().revoke(name, now);
            tell(transaction, now, new AccessReason.AccessTakenBack(name, by));
            return known(transaction, name);
        });
    }

    private static AccessTable.Row known(Transaction transaction, String name) {
        return transaction
                .access()
                .byName(name)
                .orElseThrow(() -> new ReasonException(new AccessReason.AccessUnknown(name)));
    }

    private static void tell(Transaction transaction, Instant now, AccessReason what) {
        transaction.events().add(now, Optional.empty(), what);
    }

    /// Who shows a token; empty where the text is none that this controller has made.
    ///
    /// @throws ReasonException where it was revoked or has ended
    public Optional<Caller> byToken(String shown) {
        return Secret.of(shown)
                .flatMap(secret ->
                        store.work(transaction -> transaction.access().byPrint(secret.print())))
                .filter(row -> row.kind().equals("token"))
                .map(this::caller);
    }

    /// Who has signed in with a token of this name; empty where nobody has it.
    ///
    /// @throws ReasonException where it was revoked or has ended
    public Optional<Caller> byName(String name) {
        return store.work(transaction -> transaction.access().byName(name))
                .filter(row -> row.kind().equals("token"))
                .map(this::caller);
    }

    /// Who shows a certificate: one that was let in, or a host of the fleet. That the peer has its
    /// key was proved by the handshake.
    ///
    /// @throws ReasonException where it was revoked or has ended
    public Optional<Caller> byCertificate(X509Certificate shown) {
        String print = EnrolmentToken.fingerprint(shown.getPublicKey());
        Optional<AccessTable.Row> row =
                store.work(transaction -> transaction.access().byPrint(print))
                        .filter(known -> known.kind().equals("certificate"));
        if (row.isPresent()) {
            requireValid(row.get().name(), shown);
            return row.map(this::caller);
        }
        Optional<HostTable.Row> host = store.work(transaction -> transaction.hosts().byKey(print));
        host.ifPresent(known -> {
            requireValid(known.name(), shown);
            known.revoked()
                    .ifPresent(since -> {
                        throw new ReasonException(
                                new AccessReason.AccessRevoked(known.name(), since));
                    });
        });
        return host.map(known -> new Caller(known.name(), Role.AGENT, known.id()));
    }

    private void requireValid(String name, X509Certificate shown) {
        Instant now = clock.instant();
        Instant from = shown.getNotBefore().toInstant();
        Instant until = shown.getNotAfter().toInstant();
        if (now.isBefore(from) || now.isAfter(until)) {
            throw new ReasonException(
                    new AccessReason.AccessCertificateNotValid(name, from, until));
        }
    }

    private Caller caller(AccessTable.Row row) {
        row.revoked()
                .ifPresent(since -> {
                    throw new ReasonException(new AccessReason.AccessRevoked(row.name(), since));
                });
        row.until()
                .filter(until -> !clock.instant().isBefore(until))
                .ifPresent(until -> {
                    throw new ReasonException(new AccessReason.AccessEnded(row.name(), until));
                });
        Role role = Spelled.of(Role.class, row.role()).orElseThrow();
        return new Caller(row.name(), role, "");
    }

    /// Counts somebody who showed nothing good.
    ///
    /// @return how long others who do so from there are only turned away; empty for not yet
    public Optional<Duration> failed(InetAddress address) {
        return failures.failed(address, clock.instant());
    }
}
