package dev.lungfish.core.neighbour;

import java.util.Locale;
import java.util.Optional;

/// Who says something of a host, by what proves that it is the same one the next time. As text it
/// is `certificate CN=lab2,O=Example`, `user 1000`, `address 192.0.2.7` or `root`.
///
/// @param proof what proves it
/// @param name what is proved: a distinguished name as in RFC 2253, the number of a user, an
///   address without a port; empty for root
public record Introducer(Proof proof, String name) {
    /// The proofs, the weakest first.
    public enum Proof {
        /// Whoever uses an address: no certificate, and no word of the kernel.
        ADDRESS,
        /// The kernel's word for a user of the host that is told.
        USER,
        /// A certificate that the authority signed.
        CERTIFICATE,
        /// The superuser of the host that is told, who may speak for anybody.
        ROOT
    }

    /// The superuser of the host that is told.
    public static final Introducer THE_ROOT = new Introducer(Proof.ROOT, "");

    /// Whether it may speak for any host.
    public boolean isRoot() {
        return proof == Proof.ROOT;
    }

    /// Understands the text of one; empty where it is none.
    public static Optional<Introducer> parse(String text) {
        int blank = text.indexOf(' ');
        String word = blank < 0 ? text : text.substring(0, blank);
        for (Proof proof : Proof.values()) {
            if (word(proof).equals(word)) {
                return Optional.of(
                        new Introducer(proof, blank < 0 ? "" : text.substring(blank + 1)));
            }
        }
        return Optional.empty();
    }

    private static String word(Proof proof) {
        return proof.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name.isEmpty() ? word(proof) : word(proof) + " " + name;
    }
}
