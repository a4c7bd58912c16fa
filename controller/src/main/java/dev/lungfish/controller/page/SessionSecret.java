package dev.lungfish.controller.page;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a browser shows as its cookie: 256 random bits.
///
/// @param text 43 digits of Base64 for URLs
record SessionSecret(String text) {
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    static SessionSecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SessionSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// Empty where the text cannot be one.
    static Optional<SessionSecret> of(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(new SessionSecret(text))
                : Optional.empty();
    }

    /// Under which a session is kept.
    String print() {
        return digest("session " + text);
    }

    /// What the page sends with each change. It is told to the page alone, and does not lead back
    /// to the secret.
    String proof() {
        return digest("change " + text);
    }

    /// Whether a text is the proof; how long that takes does not depend on where it differs.
    boolean isProvedBy(String shown) {
        return MessageDigest.isEqual(
                proof().getBytes(StandardCharsets.US_ASCII),
                shown.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String of) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(of.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JDK without SHA-256", e);
        }
    }

    /// Does not reveal it.
    @Override
    public String toString() {
        return "the secret of a session";
    }
}
