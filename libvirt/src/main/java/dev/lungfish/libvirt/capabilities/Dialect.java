package dev.lungfish.libvirt.capabilities;

/// The names of the children of `<power_management>`.
public enum Dialect {
    /// As released: `suspend_mem`, `suspend_disk`, `suspend_hybrid`.
    LIBVIRT,
    /// As first proposed on libvir-list in 2011: `S3`, `S4`.
    RFC
}
