package dev.lungfish.state.kept;

import dev.lungfish.api.Enrolment;
import dev.lungfish.api.EnrolmentRequest;
import dev.lungfish.api.PemText;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// What a host shows to its fleet's controllers, and checks them by: a folder with libvirt's names,
/// so that a URI can point at it with `?pkipath=`. The private key never leaves it, and nobody but
/// its owner reads it.
///
/// A key that was made for an enrolment is kept until the certificate for it has come: who tries
/// again, with the same token, shows the same key.
public final class FleetKeys {
    private static final String ENROLLING_KEY = "enrolling-key.pem";
    private static final String ENROLLING_PUBLIC = "enrolling-public.pem";
    private static final String CERTIFICATE = "clientcert.pem";

    private final StateDirectory folder;

    /// @param state of the host
    public FleetKeys(StateDirectory state) {
        folder = new StateDirectory(state.file("fleet"), "rwx------");
    }

    /// Where it is.
    public Path folder() {
        return folder.path();
    }

    /// The key for an enrolment: one that waits for its certificate, or else a new one.
    ///
    /// @throws StateException where it can't be read or kept
    public KeyPair pending() throws StateException {
        Optional<PrivateKey> secret = text(ENROLLING_KEY).flatMap(PemText::privateKey);
        Optional<PublicKey> open = text(ENROLLING_PUBLIC).flatMap(PemText::publicKey);
        if (secret.isPresent() && open.isPresent()) {
            return new KeyPair(open.get(), secret.get());
        }
        KeyPair made = make();
        folder.create();
        write(ENROLLING_PUBLIC, PemText.of(made.getPublic()));
        write(ENROLLING_KEY, PemText.of(made.getPrivate()));
        return made;
    }

    private static KeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(EnrolmentRequest.CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has P-256", e);
        }
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
        renew(enrolment);
        try {
            Files.move(
                    folder.file(ENROLLING_KEY),
                    folder.file("clientkey.pem"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(folder.file(ENROLLING_PUBLIC));
            folder.sync();
        } catch (IOException e) {
            throw StateException.of("write", folder.path(), e);
        }
    }

    /// Whether a new certificate should be asked for: less than a third of the time of the present
    /// one is left, or it is over.
    ///
    /// @param now by the wall clock
    /// @throws StateException where the certificate can't be read
    public boolean mustBeRenewed(Instant now) throws StateException {
        Path file = folder.file(CERTIFICATE);
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
        write("cacert.pem", enrolment.authority());
        write(CERTIFICATE, enrolment.certificate());
    }

    /// Removes all of it.
    ///
    /// @throws StateException where something stays
    public void remove() throws StateException {
        try (var files = Files.newDirectoryStream(folder.path())) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder.path());
        } catch (NoSuchFileException _) {
            // There is none.
        } catch (IOException e) {
            throw StateException.of("remove", folder.path(), e);
        }
    }

    private Optional<String> text(String name) throws StateException {
        return folder.content(folder.file(name))
                .map(content -> new String(content, StandardCharsets.US_ASCII));
    }

    private void write(String name, String content) throws StateException {
        Path file = folder.file(name);
        folder.prepareSecretly(file);
        folder.replace(file, content.getBytes(StandardCharsets.US_ASCII), true);
    }
}
