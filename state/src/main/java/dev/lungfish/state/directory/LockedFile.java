package dev.lungfish.state.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file that at most one process, and one thread in it, has locked. Only its owner may open it:
/// anybody who could open it could lock it. The kernel releases it when the process ends, however
/// it ends.
record LockedFile(Path file, FileChannel channel) implements AutoCloseable {

    /// Opens a file, and makes it where there is none. It is not locked yet.
    static LockedFile open(Path file) throws StateException {
        try {
            return new LockedFile(
                    file,
                    FileChannel.open(
                            file,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))));
        } catch (IOException e) {
            throw StateException.of("open", file, e);
        }
    }

    /// Locks it.
    ///
    /// @return false if somebody has it
    /// @throws StateException if it can't be tried; then it is closed
    boolean tryLock() throws StateException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        } catch (IOException e) {
            close();
            throw StateException.of("lock", file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Closing releases the lock, whatever it reports.
        }
    }
}
