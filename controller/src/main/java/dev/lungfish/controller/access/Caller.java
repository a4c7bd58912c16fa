package dev.lungfish.controller.access;

/// Who makes a request.
///
/// @param name of the token or certificate, or of the host
/// @param host identity of the host that calls; empty text for everybody else
public record Caller(String name, Role role, String host) {
    /// Who has the file that only the user of the controller may read.
    public static final Caller LOCAL = new Caller("local", Role.ADMIN, "");

    /// Whether the call is by a host, for itself.
    public boolean isHost(String id) {
        return !host.isEmpty() && host.equals(id);
    }

    /// Who it is, in words.
    public String inWords() {
        return "%s (%s)".formatted(name, role.spelling());
    }
}
