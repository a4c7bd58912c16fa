package dev.lungfish.libvirt.xdr;

/// The most items or bytes that something may have, with the name under which an error tells of it.
///
/// @param name in words, `bytes of a string`
/// @param most inclusive
public record Limit(String name, int most) {
    public Limit {
        if (most < 0) {
            throw new IllegalArgumentException("a limit of " + most + " " + name);
        }
    }
}
