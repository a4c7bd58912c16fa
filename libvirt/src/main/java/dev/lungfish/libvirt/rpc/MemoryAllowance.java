package dev.lungfish.libvirt.rpc;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that all connections together may hold for one purpose: frames that are large and
/// have not arrived whole, or frames that no peer has read yet. Safe to share between threads.
public final class MemoryAllowance {
    private final AtomicLong left;
    private final long most;

    /// An allowance of which nothing is taken.
    ///
    /// @param most bytes
    public MemoryAllowance(long most) {
        this.most = most;
        left = new AtomicLong(most);
    }

    /// Takes bytes; false where fewer are left.
    public boolean take(int bytes) {
        long after = left.addAndGet(-bytes);
        if (after < 0) {
            left.addAndGet(bytes);
            return false;
        }
        return true;
    }

    /// Gives back what was taken.
    public void giveBack(int bytes) {
        left.addAndGet(bytes);
    }

    /// How many bytes may be held in all.
    public long most() {
        return most;
    }

    /// How many bytes nobody holds.
    public long left() {
        return left.get();
    }
}
