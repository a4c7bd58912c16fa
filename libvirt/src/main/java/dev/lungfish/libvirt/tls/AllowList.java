package dev.lungfish.libvirt.tls;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which holders of signed certificates are let in. An entry is
///
/// - a distinguished name, in the order of RFC 4514 (`CN=lab,O=Example`), or in that of GnuTLS,
///   libvirt and OpenSSL (`O=Example,CN=lab`; `/O=Example/CN=lab`; `O = Example, CN = lab`). A `*`
///   stands for any characters of one part, and as a part of its own for any parts;
/// - `DNS:` or `URI:` and an alternative name, in which `*` stands for any characters;
/// - `SHA256:` and the fingerprint of a certificate, with or without colons.
///
/// Immutable.
public final class AllowList implements Predicate<X509Certificate> {
    private static final String ANY = "*";

    /// The types that a name can have, or a number such as `2.5.4.46`.
    private static final Set<String> TYPES =
            Set.of("CN", "C", "L", "ST", "O", "OU", "STREET", "DC", "UID", "EMAIL", "SERIALNUMBER");

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)+");
    private static final Map<String, String> SYNONYMS =
            Map.of("EMAILADDRESS", "EMAIL", "E", "EMAIL", "S", "ST");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    private final Optional<List<Entry>> entries;

    private AllowList(Optional<List<Entry>> entries) {
        this.entries = entries;
    }

    /// One entry.
    ///
    /// @param text as it was written
    /// @param matches empty where it can match no certificate
    private record Entry(String text, Optional<Predicate<CertificateNames>> matches) {}

    /// Understands a list.
    ///
    /// @param entries empty for no list: then all are let in. A list without entries lets nobody in
    public static AllowList of(Optional<List<String>> entries) {
        return new AllowList(
                entries.map(texts ->
                        texts.stream().map(text -> new Entry(text, entry(text))).toList()));
    }

    @Override
    public boolean test(X509Certificate certificate) {
        return entries.isEmpty() || test(CertificateNames.of(certificate));
    }

    /// The same for names that are known already.
    public boolean test(CertificateNames names) {
        return entries.isEmpty()
                || entries.get().stream()
                        .flatMap(entry -> entry.matches.stream())
                        .anyMatch(matches -> matches.test(names));
    }

    /// Whether no certificate can be let in.
    public boolean admitsNobody() {
        return entries.isPresent()
                && entries.get().stream().allMatch(entry -> entry.matches.isEmpty());
    }

    /// The entries that can match no certificate.
    public List<String> useless() {
        return entries.stream()
                .flatMap(List::stream)
                .filter(entry -> entry.matches.isEmpty())
                .map(Entry::text)
                .toList();
    }

    private static Optional<Predicate<CertificateNames>> entry(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon).strip().toUpperCase(Locale.ROOT);
        String value = text.substring(colon + 1).strip();
        return switch (kind) {
            case "DNS" ->
                    alternative(value.toLowerCase(Locale.ROOT))
                            .map(pattern ->
                                    names ->
                                            names.dnsNames().stream()
                                                    .map(name -> name.toLowerCase(Locale.ROOT))
                                                    .anyMatch(pattern.asMatchPredicate()));
            case "URI" ->
                    alternative(value)
                            .map(pattern ->
                                    names ->
                                            names.uris().stream()
                                                    .anyMatch(pattern.asMatchPredicate()));
            case "SHA256" -> fingerprint(value);
            default -> distinguished(text);
        };
    }

    private static Optional<Pattern> alternative(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(wild(value));
    }

    private static Optional<Predicate<CertificateNames>> fingerprint(String value) {
        String digits = value.replace(":", "").toLowerCase(Locale.ROOT);
        return FINGERPRINT.matcher(digits).matches()
                ? Optional.of(names -> names.fingerprint().equals(digits))
                : Optional.empty();
    }

    private static Optional<Predicate<CertificateNames>> distinguished(String text) {
        List<Optional<Pattern>> parts = new ArrayList<>();
        for (String part : split(text)) {
            if (part.equals(ANY)) {
                parts.add(Optional.empty());
                continue;
            }
            String plain = plain(part);
            String type = plain.substring(0, Math.max(0, plain.indexOf('=')));
            if (!TYPES.contains(type) && !NUMBER.matcher(type).matches()) {
                return Optional.empty();
            }
            parts.add(Optional.of(wild(plain)));
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(names -> {
                    List<String> name = names.name().stream().map(AllowList::plain).toList();
                    return matches(parts, name) || matches(parts, name.reversed());
                });
    }

    /// Of both orders each is compared part by part: a comma within a value never makes two of one.
    private static boolean matches(List<Optional<Pattern>> parts, List<String> name) {
        if (parts.isEmpty()) {
            return name.isEmpty();
        }
        Optional<Pattern> first = parts.getFirst();
        List<Optional<Pattern>> rest = parts.subList(1, parts.size());
        if (first.isEmpty()) {
            return matches(rest, name)
                    || (!name.isEmpty() && matches(parts, name.subList(1, name.size())));
        }
        return !name.isEmpty()
                && first.get().matcher(name.getFirst()).matches()
                && matches(rest, name.subList(1, name.size()));
    }

    private static List<String> split(String text) {
        return text.startsWith("/")
                ? List.of(text.substring(1).split("/"))
                : CertificateNames.parts(text);
    }

    /// A part with its type as RFC 4514 spells it, and its value without what protects commas.
    private static String plain(String part) {
        int equal = part.indexOf('=');
        if (equal < 0) {
            return part;
        }
        String type = part.substring(0, equal).strip().toUpperCase(Locale.ROOT);
        String value = part.substring(equal + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return "%s=%s"
                .formatted(
                        SYNONYMS.getOrDefault(type, type),
                        (quoted ? value.substring(1, value.length() - 1) : value)
                                .replaceAll("\\\\(.)", "$1"));
    }

    private static Pattern wild(String text) {
        return Pattern.compile(
                Pattern.compile("\\*")
                        .splitAsStream(text + "\0")
                        .map(part -> Pattern.quote(part.replace("\0", "")))
                        .collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }
}
