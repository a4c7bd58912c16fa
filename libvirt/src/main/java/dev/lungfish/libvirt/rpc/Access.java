package dev.lungfish.libvirt.rpc;

/// What a connection must have reached before a procedure may be called on it.
public enum Access {
    /// Nothing: the procedures that authenticate.
    ANYBODY,
    /// Authentication, where the connection asks for any.
    AUTHENTICATED,
    /// A successful open; a read-only connection will do.
    READ,
    /// A successful open that is not read-only.
    WRITE
}
