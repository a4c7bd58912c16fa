package dev.lungfish.libvirt.rpc;

/// A program and the version of it that is spoken. Both are unsigned.
public record ProgramNumber(int number, int version) {
    /// The words of an error: decimal, as libvirt prints them.
    @Override
    public String toString() {
        return "program %s version %s"
                .formatted(Integer.toUnsignedString(number), Integer.toUnsignedString(version));
    }
}
