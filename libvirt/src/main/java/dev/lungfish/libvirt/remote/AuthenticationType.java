package dev.lungfish.libvirt.remote;

/// A method of authentication. Clients take the first that a server lists.
///
/// **Source:** `enum remote_auth_type` in `src/remote/remote_protocol.x`.
public enum AuthenticationType {
    NONE(0),
    SASL(1),
    POLKIT(2);

    private final int raw;

    AuthenticationType(int raw) {
        this.raw = raw;
    }

    /// The number on the wire.
    public int raw() {
        return raw;
    }
}
