package dev.lungfish.controller.authority;

import dev.lungfish.api.EnrolmentRequest;
import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.api.PemText;
import dev.lungfish.libvirt.tls.Credentials;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Signs the certificates of a fleet: ECDSA on P-256. Immutable and safe for use by several
/// threads.
///
/// A host's certificate serves clients alone, so that no host can stand for the controller.
public final class FleetAuthority {
    /// How long a host's certificate is valid; after two thirds of it a host asks for a new one.
    public static final Duration HOST_VALIDITY = Duration.ofDays(90);

    private static final Duration CONTROLLER_VALIDITY = Duration.ofDays(365);
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(30 * 365L);

    /// A host whose clock is behind takes a new certificate all the same.
    private static final Duration EARLIER = Duration.ofHours(1);

    /// **Source:** RFC 5280 section 4.1.2.2: at most 20 octets, positive.
    private static final int SERIAL_BITS = 127;

    private final X509Certificate certificate;
    private final PrivateKey key;

    private FleetAuthority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /// Opens the authority of a folder; makes it where there is none.
    ///
    /// @throws IOException naming the file and what is wrong with it
    public static FleetAuthority open(AuthorityFolder folder, Instant now) throws IOException {
        try (AuthorityFolder.Lock _ = folder.lock()) {
            Optional<Credentials.Own> known = folder.authority();
            if (known.isEmpty()) {
                FleetAuthority made = create(now);
                folder.keep(made.certificate, made.key);
                return made;
            }
            return new FleetAuthority(known.get().chain().getFirst(), known.get().key());
        }
    }

    private static FleetAuthority create(Instant now) throws IOException {
        KeyPair pair = newKeys();
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        name.addRDN(BCStyle.O, "Lungfish");
        name.addRDN(BCStyle.CN, "authority of a fleet, made " + now);
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            name.build(),
                            serial(),
                            Date.from(now.minus(EARLIER)),
                            Date.from(now.plus(AUTHORITY_VALIDITY)),
                            name.build(),
                            pair.getPublic());
            add(builder, Extension.basicConstraints, true, new BasicConstraints(0));
            int uses = KeyUsage.keyCertSign | KeyUsage.cRLSign;
            add(builder, Extension.keyUsage, true, new KeyUsage(uses));
            add(
                    builder,
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            return new FleetAuthority(signed(builder, pair.getPrivate()), pair.getPrivate());
        } catch (CertIOException | GeneralSecurityException e) {
            throw cannotSign(e);
        }
    }

    /// Its own certificate.
    public X509Certificate certificate() {
        return certificate;
    }

    /// A certificate that the authority signed, and its key, as a server shows them: with the
    /// authority's own, so that a host which knows only its fingerprint can check it.
    ///
    /// @param names as in [#forController]
    public Credentials shown(List<String> names, Instant now) throws IOException {
        KeyPair pair = newKeys();
        X509Certificate own = forController(names, pair.getPublic(), now);
        return new Credentials(
                List.of(certificate),
                new Credentials.Own(List.of(own, certificate), pair.getPrivate()),
                List.of());
    }

    /// Its own certificate as PEM.
    public String pem() {
        return PemText.of(certificate);
    }

    /// What a token says of it.
    public String fingerprint() {
        return EnrolmentToken.fingerprint(certificate.getPublicKey());
    }

    /// Signs a host's key.
    ///
    /// @param identity the host's own, for all its certificates
    /// @param name as the host calls itself; only for people
    public X509Certificate forHost(String identity, String name, PublicKey host, Instant now)
            throws IOException {
        return sign(
                name,
                host,
                new GeneralName[] {
                    new GeneralName(
                            GeneralName.uniformResourceIdentifier, FleetRole.HOST.uri(identity))
                },
                KeyPurposeId.id_kp_clientAuth,
                Validity.from(now, HOST_VALIDITY));
    }

    /// Signs a key of a controller.
    ///
    /// @param names DNS names and addresses under which hosts reach it, at least one
    public X509Certificate forController(List<String> names, PublicKey controller, Instant now)
            throws IOException {
        List<GeneralName> alternatives = new ArrayList<>();
        alternatives.add(
                new GeneralName(
                        GeneralName.uniformResourceIdentifier,
                        FleetRole.CONTROLLER.uri(names.getFirst())));
        for (String name : names) {
            alternatives.add(
                    new GeneralName(
                            isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name));
        }
        return sign(
                names.getFirst(),
                controller,
                alternatives.toArray(GeneralName[]::new),
                KeyPurposeId.id_kp_serverAuth,
                Validity.from(now, CONTROLLER_VALIDITY));
    }

    /// A new pair of keys.
    public static KeyPair newKeys() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(EnrolmentRequest.CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IOException("this JDK makes no keys on P-256: " + e.getMessage(), e);
        }
    }

    private record Validity(Date from, Date until) {
        static Validity from(Instant now, Duration length) {
            return new Validity(Date.from(now.minus(EARLIER)), Date.from(now.plus(length)));
        }
    }

    private X509Certificate sign(
            String name,
            PublicKey subject,
            GeneralName[] alternatives,
            KeyPurposeId purpose,
            Validity validity)
            throws IOException {
        X500NameBuilder subjectName = new X500NameBuilder(BCStyle.INSTANCE);
        subjectName.addRDN(BCStyle.O, "Lungfish");
        subjectName.addRDN(BCStyle.CN, shortened(name));
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            certificate,
                            serial(),
                            validity.from(),
                            validity.until(),
                            new X500Principal(subjectName.build().getEncoded()),
                            subject);
            add(builder, Extension.basicConstraints, true, new BasicConstraints(false));
            add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            add(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            add(builder, Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            add(
                    builder,
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(certificate.getPublicKey()));
            return signed(builder, key);
        } catch (CertIOException | GeneralSecurityException e) {
            throw cannotSign(e);
        }
    }

    private static void add(
            X509v3CertificateBuilder builder,
            ASN1ObjectIdentifier what,
            boolean critical,
            ASN1Encodable value)
            throws CertIOException {
        builder.addExtension(what, critical, value);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey signer)
            throws IOException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder(
                                                    EnrolmentRequest.SIGNATURE_ALGORITHM)
                                            .build(signer)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw cannotSign(e);
        }
    }

    private static IOException cannotSign(Exception e) {
        return new IOException("the authority cannot sign: " + e.getMessage(), e);
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1);
    }

    /// **Source:** RFC 5280 appendix A.1, `ub-common-name`.
    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64);
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.matches("[0-9]+(\\.[0-9]+){3}");
    }
}
