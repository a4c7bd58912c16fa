package dev.lungfish.libvirt.rpc;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that all connections together may hold for one purpose: incomplete large frames, or
/// frames that no peer has read yet. Safe to share between threads.
public final class MemoryAllowance implements Allowance {
    private final AtomicLong left;
    private final long most;

    /// An unused allowance.
    ///
    /// @param most bytes
    public MemoryAllowance(long most) {
        this.most = most;
        left = new AtomicLong(most);
    }

    @Override
    public boolean take(int bytes) {
        long after = left.addAndGet(-bytes);
        if (after < 0) {
            left.addAndGet(bytes);
            return false;
        }
        return true;
    }

    @Override
    public void giveBack(int bytes) {
        left.addAndGet(bytes);
    }

    @Override
    public String inWords() {
        return "all connections together hold %d of %d bytes".formatted(most - left(), most);
    }

    /// The limit of the allowance.
    public long most() {
        return most;
    }

    /// The number of free bytes.
    public long left() {
        return left.get();
    }
}
