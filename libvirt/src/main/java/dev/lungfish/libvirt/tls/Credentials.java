package dev.lungfish.libvirt.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The certificate of one side, and the authorities that it trusts.
///
/// @param authorities the trusted authorities; empty if no certificate is required
/// @param own the own certificate; null for none
/// @param revoked the lists of certificates that their issuers have taken back; none if nothing is
///   known of that
public record Credentials(
        List<X509Certificate> authorities, @Nullable Own own, List<X509CRL> revoked) {
    public Credentials {
        authorities = List.copyOf(authorities);
        revoked = List.copyOf(revoked);
    }

    /// The same with libvirt's file of revocation lists, `cacrl.pem`, where there is one.
    ///
    /// @throws IOException naming the file and what is wrong with it
    public Credentials withRevoked(Path file) throws IOException {
        return Files.exists(file)
                ? new Credentials(authorities, own, lists(file))
                : new Credentials(authorities, own, List.of());
    }

    /// A certificate chain up to an authority, and its key.
    public record Own(List<X509Certificate> chain, PrivateKey key) {
        public Own {
            chain = List.copyOf(chain);
        }

        /// Does not reveal the key.
        @Override
        public String toString() {
            return "certificate of " + chain.getFirst().getSubjectX500Principal().getName();
        }
    }

    /// Reads libvirt's three files: `cacert.pem`, `servercert.pem` and `serverkey.pem`, or a
    /// client's.
    ///
    /// @throws IOException naming the file and what is wrong with it
    public static Credentials read(Path authorities, Path certificate, Path key)
            throws IOException {
        List<X509Certificate> chain = certificates(certificate);
        PrivateKey secret =
                PrivateKeyReader.read(key, chain.getFirst().getPublicKey().getAlgorithm());
        return new Credentials(certificates(authorities), new Own(chain, secret), List.of());
    }

    /// The same for a client: without the files of its own it has no certificate, and the server
    /// decides whether it wants one, as with libvirt's clients.
    ///
    /// @throws IOException naming the file and what is wrong with it
    public static Credentials ofClient(Path authorities, Path certificate, Path key)
            throws IOException {
        return Files.exists(certificate) || Files.exists(key)
                ? read(authorities, certificate, key)
                : read(authorities);
    }

    /// Reads only the authorities, for a client without a certificate.
    ///
    /// @throws IOException naming the file and what is wrong with it
    public static Credentials read(Path authorities) throws IOException {
        return new Credentials(certificates(authorities), null, List.of());
    }

    /// When the first of the certificates in a file ends to be valid.
    ///
    /// @throws IOException naming the file and what is wrong with it
    public static Instant validUntil(Path file) throws IOException {
        return certificates(file).stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemFile.Block block : PemFile.read(file).blocks()) {
            if (!block.label().endsWith("CERTIFICATE")) {
                continue;
            }
            try {
                Certificate certificate =
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(block.content()));
                certificates.add((X509Certificate) certificate);
            } catch (CertificateException e) {
                throw new IOException(file + ": not a certificate: " + e.getMessage(), e);
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + ": no certificate in it");
        }
        return certificates;
    }

    private static List<X509CRL> lists(Path file) throws IOException {
        List<X509CRL> lists = new ArrayList<>();
        for (PemFile.Block block : PemFile.read(file).blocks()) {
            try {
                lists.add(
                        (X509CRL)
                                CertificateFactory.getInstance("X.509")
                                        .generateCRL(new ByteArrayInputStream(block.content())));
            } catch (CertificateException | CRLException e) {
                throw new IOException(file + ": not a revocation list: " + e.getMessage(), e);
            }
        }
        return lists;
    }

    /// The authorities as a key store of the JDK.
    KeyStore trusted() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        return store;
    }

    /// The own certificate and key as a key store of the JDK, without a password.
    KeyStore shown() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        if (own != null) {
            store.setKeyEntry(
                    "own", own.key, new char[0], own.chain.toArray(X509Certificate[]::new));
        }
        return store;
    }

    /// In memory alone, so that nobody needs the protection of keys that PKCS #12 has: 10,000
    /// rounds of a hash for each connection, which take longer than a resumed handshake.
    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        return store;
    }
}
