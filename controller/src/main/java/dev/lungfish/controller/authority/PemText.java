package dev.lungfish.controller.authority;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keys and certificates as PEM. **Source:** RFC 7468.
public final class PemText {
    private static final Pattern PUBLIC_KEY =
            Pattern.compile(
                    "\\s*-----BEGIN PUBLIC KEY-----\\s([A-Za-z0-9+/=\\s]+)-----END PUBLIC"
                            + " KEY-----\\s*");

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
    static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /// Reads a public key; empty where the text is none of P-256.
    public static Optional<PublicKey> publicKey(String text) {
        Matcher matcher = PUBLIC_KEY.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            PublicKey key =
                    KeyFactory.getInstance("EC")
                            .generatePublic(
                                    new X509EncodedKeySpec(
                                            Base64.getMimeDecoder().decode(matcher.group(1))));
            return key instanceof ECPublicKey curve
                            && curve.getParams().getOrder().bitLength() == P256_BITS
                            && curve.getParams().toString().contains("secp256r1")
                    ? Optional.of(key)
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException _) {
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
