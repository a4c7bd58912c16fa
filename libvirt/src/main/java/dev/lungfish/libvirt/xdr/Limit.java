package dev.lungfish.libvirt.xdr;

/// A maximum of items or bytes, with its name for errors.
///
/// @param name as text, `bytes of a string`
/// @param most inclusive
public record Limit(String name, int most) {
    public Limit {
        if (most < 0) {
            throw new IllegalArgumentException("a limit of " + most + " " + name);
        }
    }
}
