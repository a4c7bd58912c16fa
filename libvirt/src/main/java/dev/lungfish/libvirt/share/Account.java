package dev.lungfish.libvirt.share;

/// For whom a use is counted: all connections of one user at one degree of trust.
///
/// @param user `uid 1000`, the name in a certificate, or a [Source]
public record Account(Trust trust, String user) {
    /// Use that no client asked for.
    public static final Account SERVER = new Account(Trust.ROOT, "the server");

    @Override
    public String toString() {
        return "%s (%s)".formatted(user, trust.word());
    }
}
