package dev.lungfish.libvirt.xdr;

/// The arguments of a procedure without arguments, and the result of one without a result.
public enum NoValue {
    NONE
}
