package dev.lungfish.state.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The right to be the daemon of a state directory. Two daemons would expect the same sleepers and
/// replace each other's files. The kernel releases it when the process ends, however it ends.
public final class DaemonLock implements AutoCloseable {
    private static final int LONGEST_ID = 20;

    private final FileChannel channel;

    private DaemonLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the right.
    ///
    /// @throws StateException where another daemon has it, with its process, or it can't be tried
    public static DaemonLock take(StateDirectory state) throws StateException {
        Path file = state.file("daemon.lock");
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            if (!isLocked(channel)) {
                String holder = holder(channel);
                channel.close();
                throw new StateException(
                        new StateReason.StateDirectoryTaken(state.path().toString(), holder));
            }
            channel.truncate(0);
            StateDirectory.write(
                    channel,
                    ByteBuffer.wrap(
                            Long.toString(ProcessHandle.current().pid())
                                    .getBytes(StandardCharsets.US_ASCII)));
            return new DaemonLock(channel);
        } catch (IOException e) {
            throw StateException.of("lock", file, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer id = ByteBuffer.allocate(LONGEST_ID);
        int _ = channel.read(id, 0);
        String text = new String(id.array(), 0, id.position(), StandardCharsets.US_ASCII).strip();
        return text.matches("\\d+") ? text : "unknown";
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
