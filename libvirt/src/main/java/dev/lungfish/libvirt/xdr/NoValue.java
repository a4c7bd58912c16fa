package dev.lungfish.libvirt.xdr;

/// What a procedure without arguments takes, and one without a result gives.
public enum NoValue {
    NONE
}
