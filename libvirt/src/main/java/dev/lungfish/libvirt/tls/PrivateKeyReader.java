package dev.lungfish.libvirt.tls;

import dev.lungfish.libvirt.tls.PemFile.Block;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// Private keys of the forms that openssl and certtool write: PKCS#8, PKCS#1 (RSA) and SEC1
/// (elliptic curves). The JDK reads only the first; the others are wrapped in it.
///
/// **Source:** RFC 5208, RFC 8017 appendix A.1.2, RFC 5915.
final class PrivateKeyReader {
    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    private static final byte[] RSA_ALGORITHM =
            HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] ELLIPTIC_CURVE = HexFormat.of().parseHex("06072a8648ce3d0201");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int CURVE = 0xa0;

    private PrivateKeyReader() {}

    /// Reads the first private key of a file.
    ///
    /// @param algorithm of the certificate's public key, `RSA`, `EC`, `EdDSA`
    /// @throws IOException if there is none, or none for that algorithm
    static PrivateKey read(Path file, String algorithm) throws IOException {
        PemFile pem = PemFile.read(file);
        for (Block block : pem.blocks()) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return key(file, algorithm, block.content());
                }
                case "RSA PRIVATE KEY" -> {
                    byte[] content = tagged(OCTET_STRING, block.content());
                    return key(
                            file, algorithm, tagged(SEQUENCE, VERSION_0, RSA_ALGORITHM, content));
                }
                case "EC PRIVATE KEY" -> {
                    byte[] curve = curve(file, block.content());
                    return key(
                            file,
                            algorithm,
                            tagged(
                                    SEQUENCE,
                                    VERSION_0,
                                    tagged(SEQUENCE, ELLIPTIC_CURVE, curve),
                                    tagged(OCTET_STRING, block.content())));
                }
                case "ENCRYPTED PRIVATE KEY" ->
                        throw new IOException(
                                ("%s: the key is protected by a password; libvirt's keys"
                                                + " have none: openssl pkey -in OLD -out NEW")
                                        .formatted(file));
                default -> {} // certificates and curve parameters may stand beside the key
            }
        }
        throw new IOException(
                "%s: no private key among the blocks: %s"
                        .formatted(
                                file,
                                pem.blocks().stream()
                                        .map(Block::label)
                                        .collect(Collectors.joining(", "))));
    }

    private static PrivateKey key(Path file, String algorithm, byte[] pkcs8) throws IOException {
        try {
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "%s: no private key for the certificate, whose key is of the kind %s: %s"
                            .formatted(file, algorithm, e.getMessage()),
                    e);
        }
    }

    /// The name of the curve in a SEC1 key: the item with tag 0 after version and number.
    private static byte[] curve(Path file, byte[] sec1) throws IOException {
        try {
            int at = contentStart(sec1, 0);
            while (at < sec1.length) {
                int start = contentStart(sec1, at);
                int end = start + contentLength(sec1, at);
                if ((sec1[at] & 0xff) == CURVE) {
                    return java.util.Arrays.copyOfRange(sec1, start, end);
                }
                at = end;
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException(file + ": the EC key is no DER", e);
        }
        throw new IOException(
                file + ": the EC key does not name its curve: openssl pkey -in OLD -out NEW");
    }

    private static int contentStart(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first - 0x80);
    }

    private static int contentLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < first - 0x80; i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        if (length < 0 || length > der.length) {
            throw new IllegalArgumentException("an item of " + length + " bytes");
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream item = new ByteArrayOutputStream();
        item.write(tag);
        int length = content.size();
        if (length < 0x80) {
            item.write(length);
        } else {
            item.write(0x82);
            item.write(length >> 8);
            item.write(length);
        }
        item.writeBytes(content.toByteArray());
        return item.toByteArray();
    }
}
