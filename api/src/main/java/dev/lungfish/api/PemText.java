package dev.lungfish.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keys and certificates as PEM, as hosts and controllers send and keep them. **Source:** RFC 7468.
public final class PemText {
    private static final Pattern PUBLIC_KEY = form("PUBLIC KEY");
    private static final Pattern PRIVATE_KEY = form("PRIVATE KEY");

    private static final int P256_BITS = 256;

    private PemText() {}

    /// A certificate.
    public static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without its bytes", e);
        }
    }

    /// A public key, as `SubjectPublicKeyInfo`.
    public static String of(PublicKey key) {
        return block("PUBLIC KEY", key.getEncoded());
    }

    /// A private key, as PKCS 8.
    public static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /// Reads a public key; empty where the text is none of P-256.
    public static Optional<PublicKey> publicKey(String text) {
        Optional<byte[]> content = content(PUBLIC_KEY, text);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            PublicKey key =
                    KeyFactory.getInstance("EC")
                            .generatePublic(new X509EncodedKeySpec(content.get()));
            return key instanceof ECPublicKey curve
                            && curve.getParams().getOrder().bitLength() == P256_BITS
                            && curve.getParams().toString().contains("secp256r1")
                    ? Optional.of(key)
                    : Optional.empty();
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    /// Reads a private key of a curve; empty where the text is none.
    public static Optional<PrivateKey> privateKey(String text) {
        Optional<byte[]> content = content(PRIVATE_KEY, text);
        try {
            return content.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            KeyFactory.getInstance("EC")
                                    .generatePrivate(new PKCS8EncodedKeySpec(content.get())));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    private static Pattern form(String label) {
        return Pattern.compile(
                "\\s*-----BEGIN %1$s-----\\s([A-Za-z0-9+/=\\s]+)-----END %1$s-----\\s*"
                        .formatted(label));
    }

    private static Optional<byte[]> content(Pattern form, String text) {
        Matcher matcher = form.matcher(text);
        try {
            return matcher.matches()
                    ? Optional.of(Base64.getMimeDecoder().decode(matcher.group(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        label,
                        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(content),
                        label);
    }
}
