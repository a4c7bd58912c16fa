package dev.lungfish.libvirt.rpc;

/// A program and its version. Both are unsigned.
public record ProgramNumber(int number, int version) {
    /// For errors: decimal, as libvirt prints it.
    @Override
    public String toString() {
        return "program %s version %s"
                .formatted(Integer.toUnsignedString(number), Integer.toUnsignedString(version));
    }
}
