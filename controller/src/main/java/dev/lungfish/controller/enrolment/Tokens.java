package dev.lungfish.controller.enrolment;

import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.controller.store.Store;
import dev.lungfish.controller.store.TokenTable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Makes tokens. Safe for use by several threads.
public final class Tokens {
    private final Store store;
    private final String authority;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /// @param authority its fingerprint
    public Tokens(Store store, String authority, InstantSource clock) {
        this.store = store;
        this.authority = authority;
        this.clock = clock;
    }

    /// Makes one. Its secret is not kept.
    ///
    /// @param host the only one that may use it; empty for any
    public EnrolmentToken make(Optional<String> host, Duration valid) {
        byte[] secret = new byte[EnrolmentToken.SECRET_BYTES];
        random.nextBytes(secret);
        EnrolmentToken token =
                new EnrolmentToken(
                        Base64.getUrlEncoder().withoutPadding().encodeToString(secret), authority);
        Instant now = clock.instant();
        Instant until = now.plus(valid);
        return store.work(transaction -> {
            transaction
                    .tokens()
                    .put(
                            new TokenTable.Row(
                                    print(token),
                                    host,
                                    now,
                                    until,
                                    Optional.empty(),
                                    Optional.empty()));
            transaction
                    .events()
                    .add(now, Optional.empty(), new EnrolmentReason.TokenMade(host, until));
            return token;
        });
    }

    /// What is kept of a token. Its secret has so many random bits that it needs no salt.
    static String print(EnrolmentToken token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.secret().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JDK without SHA-256", e);
        }
    }
}
