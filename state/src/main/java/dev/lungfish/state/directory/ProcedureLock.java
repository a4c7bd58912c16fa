package dev.lungfish.state.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The right to change the host and to write the state directory. At most one process, and one
/// thread in it, has it at a time; the kernel releases it when the process ends, however it ends.
///
/// Only its owner may open the file: anybody who could open it could lock it, and so block all
/// sleeps.
public final class ProcedureLock implements AutoCloseable {
    private final FileChannel channel;

    private ProcedureLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock, unless it is held.
    ///
    /// @throws StateException if it can't be tried
    public static Optional<ProcedureLock> tryTake(StateDirectory state) throws StateException {
        Path file = state.lock();
        FileChannel channel;
        try {
            channel =
                    FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw StateException.of("open", file, e);
        }
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new ProcedureLock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (OverlappingFileLockException _) {
            close(channel, file);
            return Optional.empty();
        } catch (IOException e) {
            close(channel, file);
            throw StateException.of("lock", file, e);
        }
    }

    private static void close(FileChannel channel, Path file) throws StateException {
        try {
            channel.close();
        } catch (IOException e) {
            throw StateException.of("close", file, e);
        }
    }

    /// Releases the lock.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Closing releases the lock, whatever it reports.
        }
    }
}
