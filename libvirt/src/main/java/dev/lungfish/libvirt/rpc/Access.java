package dev.lungfish.libvirt.rpc;

/// The state that a connection must have before a procedure may be called on it.
public enum Access {
    /// Nothing: the procedures that authenticate.
    ANYBODY,
    /// Authentication, if the connection requires any.
    AUTHENTICATED,
    /// A successful open; a read-only connection suffices.
    READ,
    /// A successful open that is not read-only.
    WRITE
}
