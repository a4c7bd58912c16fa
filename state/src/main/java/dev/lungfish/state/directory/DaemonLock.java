package dev.lungfish.state.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/// The right to be the daemon of a state directory. Two daemons would expect the same sleepers and
/// replace each other's files. The kernel releases it when the process ends, however it ends.
public final class DaemonLock implements AutoCloseable {
    private static final int LONGEST_ID = 20;

    private final LockedFile file;

    private DaemonLock(LockedFile file) {
        this.file = file;
    }

    /// Takes the right.
    ///
    /// @throws StateException where another daemon has it, with its process, or it can't be tried
    public static DaemonLock take(StateDirectory state) throws StateException {
        LockedFile file = LockedFile.open(state.file("daemon.lock"));
        boolean taken = false;
        try {
            if (!file.tryLock()) {
                throw new StateException(
                        new StateReason.StateDirectoryTaken(
                                state.path().toString(), holder(file.channel())));
            }
            file.channel().truncate(0);
            StateDirectory.write(
                    file.channel(),
                    ByteBuffer.wrap(
                            Long.toString(ProcessHandle.current().pid())
                                    .getBytes(StandardCharsets.US_ASCII)));
            taken = true;
            return new DaemonLock(file);
        } catch (IOException e) {
            throw StateException.of("lock", file.file(), e);
        } finally {
            if (!taken) {
                file.close();
            }
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
        file.close();
    }
}
