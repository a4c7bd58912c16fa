package dev.lungfish.controller.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// The secret of a token: 256 random bits. Nobody can try so many, so its fingerprint is a plain
/// SHA-256: a slow hash protects what people choose, and would only cost each request its time.
///
/// @param text `lfa_` and 43 digits of Base64 for URLs, so that scanners for secrets find it
record Secret(String text) {
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("lfa_[A-Za-z0-9_-]{43}");

    static Secret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Secret("lfa_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// Empty where the text cannot be one: then nothing needs to be looked up.
    static Optional<Secret> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new Secret(text)) : Optional.empty();
    }

    /// What is kept of it. Rows are found by it, so how long a search takes tells nothing of a
    /// secret.
    String print() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JDK without SHA-256", e);
        }
    }

    /// Does not reveal it.
    @Override
    public String toString() {
        return "the secret of a token";
    }
}
