package dev.lungfish.state.kept;

import dev.lungfish.api.Enrolment;
import dev.lungfish.api.EnrolmentRequest;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// What a host shows to its fleet's controllers, and checks them by: a folder with libvirt's names,
/// so that a URI can point at it with `?pkipath=`. The private key never leaves it, and nobody but
/// its owner reads it.
///
/// A key that was made for an enrolment is kept until the certificate for it has come: who tries
/// again, with the same token, shows the same key.
public final class FleetKeys {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;

    /// @param state of the host
    public FleetKeys(StateDirectory state) {
        folder = state.file("fleet");
    }

    /// Where it is.
    public Path folder() {
        return folder;
    }

    /// The key for an enrolment: one that waits for its certificate, or else a new one.
    ///
    /// @throws StateException where it can't be read or kept
    public KeyPair pending() throws StateException {
        Path secret = folder.resolve("enrolling-key.pem");
        Path open = folder.resolve("enrolling-public.pem");
        try {
            if (!Files.exists(secret) || !Files.exists(open)) {
                Files.createDirectories(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec(EnrolmentRequest.CURVE));
                KeyPair made = generator.generateKeyPair();
                write(open, pem("PUBLIC KEY", made.getPublic().getEncoded()));
                write(secret, pem("PRIVATE KEY", made.getPrivate().getEncoded()));
                return made;
            }
            KeyFactory keys = KeyFactory.getInstance("EC");
            return new KeyPair(
                    keys.generatePublic(new X509EncodedKeySpec(content(open))),
                    keys.generatePrivate(new PKCS8EncodedKeySpec(content(secret))));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw StateException.of("make a key in", folder, new IOException(e.getMessage(), e));
        }
    }

    /// A public key as it is sent.
    public static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    /// Signs an enrolment ([EnrolmentRequest#signedBytes]).
    public static String signature(PrivateKey key, String token, String publicKey) {
        try {
            Signature signature = Signature.getInstance(EnrolmentRequest.SIGNATURE_ALGORITHM);
            signature.initSign(key);
            signature.update(EnrolmentRequest.signedBytes(token, publicKey));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime signs with ECDSA", e);
        }
    }

    /// Keeps what the controller gave, and takes the key for it into use.
    ///
    /// @throws StateException where it can't be kept
    public void keep(Enrolment enrolment) throws StateException {
        try {
            write(folder.resolve("cacert.pem"), enrolment.authority());
            write(folder.resolve("clientcert.pem"), enrolment.certificate());
            Files.move(
                    folder.resolve("enrolling-key.pem"),
                    folder.resolve("clientkey.pem"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(folder.resolve("enrolling-public.pem"));
        } catch (IOException e) {
            throw StateException.of("write", folder, e);
        }
    }

    /// Whether a new certificate should be asked for: less than a third of the time of the present
    /// one is left, or it is over.
    ///
    /// @param now by the wall clock
    /// @throws StateException where the certificate can't be read
    public boolean mustBeRenewed(Instant now) throws StateException {
        Path file = folder.resolve("clientcert.pem");
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
            Instant end = certificate.getNotAfter().toInstant();
            Duration whole = Duration.between(certificate.getNotBefore().toInstant(), end);
            return now.isAfter(end.minus(whole.dividedBy(3)));
        } catch (IOException | CertificateException e) {
            throw StateException.of("read", file, new IOException(e.getMessage(), e));
        }
    }

    /// Keeps a new certificate for the same key.
    ///
    /// @throws StateException where it can't be kept
    public void renew(Enrolment enrolment) throws StateException {
        try {
            write(folder.resolve("cacert.pem"), enrolment.authority());
            write(folder.resolve("clientcert.pem"), enrolment.certificate());
        } catch (IOException e) {
            throw StateException.of("write", folder, e);
        }
    }

    /// Removes all of it.
    ///
    /// @throws StateException where something stays
    public void remove() throws StateException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (NoSuchFileException _) {
            // There is none.
        } catch (IOException e) {
            throw StateException.of("remove", folder, e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(kind, LINES.encodeToString(content));
    }

    private static byte[] content(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    }

    /// Whoever reads it sees the old content or the new.
    private static void write(Path file, String content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, content, StandardCharsets.US_ASCII);
        try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
