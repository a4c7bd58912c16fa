package dev.lungfish.libvirt.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/// What a certificate calls its holder.
///
/// @param name the parts of its distinguished name, the most particular first, as RFC 4514 writes
///   them: `CN=lab`, `O=Example`
/// @param dnsNames the DNS names among its alternative names
/// @param uris the URIs among them
/// @param fingerprint the SHA-256 of the whole certificate, as 64 small hexadecimal digits
public record CertificateNames(
        List<String> name, List<String> dnsNames, List<String> uris, String fingerprint) {
    /// **Source:** RFC 5280 section 4.2.1.6.
    private static final int DNS_NAME = 2;

    private static final int URI = 6;

    /// The types that RFC 4514 has no word for, as GnuTLS and OpenSSL call them.
    private static final Map<String, String> WORDS =
            Map.of("1.2.840.113549.1.9.1", "EMAIL", "2.5.4.5", "SERIALNUMBER");

    public CertificateNames {
        name = List.copyOf(name);
        dnsNames = List.copyOf(dnsNames);
        uris = List.copyOf(uris);
    }

    /// Those of one certificate. Alternative names that can't be read name nobody.
    public static CertificateNames of(X509Certificate certificate) {
        return new CertificateNames(
                parts(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253, WORDS)),
                alternatives(certificate, DNS_NAME),
                alternatives(certificate, URI),
                fingerprint(certificate));
    }

    /// Whether the certificate was made for a host: by a DNS name, or by the common name where
    /// there is none. A host that calls itself by the first part of its name alone is meant too.
    public boolean isOfHost(String host) {
        List<String> names =
                dnsNames.isEmpty()
                        ? name.stream()
                                .filter(part -> part.startsWith("CN="))
                                .map(part -> part.substring("CN=".length()))
                                .toList()
                        : dnsNames;
        return names.stream()
                .anyMatch(given ->
                        given.equalsIgnoreCase(host)
                                || (host.indexOf('.') < 0
                                        && given.indexOf('.') > 0
                                        && given.substring(0, given.indexOf('.'))
                                                .equalsIgnoreCase(host)));
    }

    /// The distinguished name in one piece.
    @Override
    public String toString() {
        return String.join(",", name);
    }

    /// Splits a name at the commas that no backslash stands before, and that are in no quotes.
    static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean escaped = false;
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            quoted ^= c == '"' && !escaped;
            if (c == ',' && !escaped && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
            escaped = c == '\\' && !escaped;
        }
        if (!part.isEmpty()) {
            parts.add(part.toString().strip());
        }
        return parts;
    }

    private static List<String> alternatives(X509Certificate certificate, int type) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(one -> one.getFirst().equals(type))
                            .map(one -> String.valueOf(one.get(1)))
                            .toList();
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate without a fingerprint", e);
        }
    }
}
