package dev.lungfish.libvirt.rpc;

/// Bytes that may be held for one purpose. Safe to share between threads.
public interface Allowance {
    /// Takes bytes; false if fewer are left, and then none are taken.
    boolean take(int bytes);

    /// Returns bytes that were taken.
    void giveBack(int bytes);

    /// Who holds how much of it, for an error: `all connections together hold 3 of 4 bytes`.
    String inWords();
}
