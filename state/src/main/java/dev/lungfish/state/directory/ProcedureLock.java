package dev.lungfish.state.directory;

import java.util.Optional;

/// The right to change the host and to write the state directory. At most one process, and one
/// thread in it, has it at a time; the kernel releases it when the process ends, however it ends.
public final class ProcedureLock implements AutoCloseable {
    private final LockedFile file;

    private ProcedureLock(LockedFile file) {
        this.file = file;
    }

    /// Takes the lock, unless it is held.
    ///
    /// @throws StateException if it can't be tried
    public static Optional<ProcedureLock> tryTake(StateDirectory state) throws StateException {
        LockedFile file = LockedFile.open(state.lock());
        if (file.tryLock()) {
            return Optional.of(new ProcedureLock(file));
        }
        file.close();
        return Optional.empty();
    }

    /// Releases the lock.
    @Override
    public void close() {
        file.close();
    }
}
