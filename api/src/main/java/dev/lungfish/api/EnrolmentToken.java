package dev.lungfish.api;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an administrator gives to a host that is to join a fleet: a secret that is valid once, and
/// by what the host knows the right controller before it has any certificate. In this kubeadm's
/// `--discovery-token-ca-cert-hash` is the model.
///
/// Its text is `lf1.SECRET.AUTHORITY`.
///
/// @param secret 144 random bits in Base64 for URLs, without padding
/// @param authority [#fingerprint] of the fleet's authority
public record EnrolmentToken(String secret, String authority) {
    /// Random bytes of a secret.
    public static final int SECRET_BYTES = 18;

    private static final Pattern FORM =
            Pattern.compile("lf1\\.([A-Za-z0-9_-]{24})\\.([A-Za-z0-9_-]{43})");

    /// Understands a text.
    ///
    /// @throws IllegalArgumentException where it is no token; the message does not repeat it
    public static EnrolmentToken parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a token as 'lungfish controller token' prints it expected: lf1., 24"
                            + " characters, a point, 43 characters");
        }
        return new EnrolmentToken(matcher.group(1), matcher.group(2));
    }

    /// The SHA-256 of a public key in its form as `SubjectPublicKeyInfo`, in Base64 for URLs,
    /// without padding. **Source:** RFC 5280 section 4.1, RFC 4648 section 5.
    public static String fingerprint(PublicKey key) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JDK without SHA-256", e);
        }
    }

    /// What is given to the host.
    public String text() {
        return "lf1.%s.%s".formatted(secret, authority);
    }

    /// Does not reveal the secret.
    @Override
    public String toString() {
        return "a token for the authority " + authority;
    }
}
