package dev.lungfish.bench;

/// A program that does nothing: what a start of the runtime costs by itself.
public final class Nothing {
    private Nothing() {}

    /// Does nothing.
    public static void main(String[] arguments) {}
}
