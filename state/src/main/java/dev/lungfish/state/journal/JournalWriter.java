package dev.lungfish.state.journal;

import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Appends to the journal. Each entry is on the disk when [#append] returns. Only for the holder of
/// the lock, and for one thread.
public final class JournalWriter implements AutoCloseable {
    private final StateDirectory state;
    private final Path file;
    private final long longBytes;
    private FileChannel channel;

    /// The end of the last entry that is certainly on the disk; negative while unknown.
    private long end = -1;

    private JournalWriter(StateDirectory state, FileChannel channel, long longBytes) {
        this.state = state;
        this.longBytes = longBytes;
        this.file = state.journal();
        this.channel = channel;
    }

    /// Opens the journal, and creates it if there is none.
    public static JournalWriter open(StateDirectory state) throws StateException {
        return open(state, SealedJournals.LONG_BYTES);
    }

    /// The same with another length from which on the journal is sealed.
    static JournalWriter open(StateDirectory state, long longBytes) throws StateException {
        try {
            return new JournalWriter(state, channel(state), longBytes);
        } catch (IOException e) {
            throw StateException.of("open", state.journal(), e);
        }
    }

    private static FileChannel channel(StateDirectory state) throws IOException {
        boolean isNew = !Files.exists(state.journal());
        FileChannel channel =
                FileChannel.open(
                        state.journal(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (isNew) {
            state.sync();
        }
        return channel;
    }

    /// Writes one entry and syncs it to the disk. The rest of a failed entry is truncated before
    /// the next one.
    public void append(JournalEntry entry) throws StateException {
        byte[] json = EntryJson.write(entry);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        try {
            if (!channel.isOpen()) {
                // An interrupt closes it; the rollback must be written all the same.
                channel = channel(state);
            }
            if (end < 0) {
                cutTornLine();
                end = channel.size();
            } else if (channel.size() != end) {
                channel.truncate(end);
            }
            channel.position(end);
            StateDirectory.write(channel, ByteBuffer.wrap(line));
            channel.force(true);
            end += line.length;
        } catch (IOException e) {
            cutOff();
            throw StateException.of("write", file, e);
        }
    }

    /// Truncates the rest of a failed entry, if possible.
    private void cutOff() {
        try {
            if (end >= 0) {
                channel.truncate(end);
            }
        } catch (IOException _) {
            // The next append truncates it.
        }
    }

    /// Truncates the rest of a line after a crash: it was never acknowledged.
    private void cutTornLine() throws IOException {
        long size = channel.size();
        long whole = LineEnds.lastBefore(this::read, size);
        if (whole < size) {
            channel.truncate(whole);
            return;
        }
        long start = LineEnds.lastBefore(this::read, Math.max(0, size - 1));
        byte[] last = new byte[(int) Math.min(size - start, JournalFile.LINE_LIMIT_BYTES)];
        int _ = read(last, start);
        if (JournalFile.isTorn(last)) {
            channel.truncate(start);
        }
    }

    private int read(byte[] target, long position) throws IOException {
        return channel.read(ByteBuffer.wrap(target), position);
    }

    /// Closes the journal, and keeps it short ([SealedJournals]).
    @Override
    public void close() throws StateException {
        try {
            channel.close();
        } catch (IOException e) {
            throw StateException.of("close", file, e);
        }
        try {
            new SealedJournals(state, () -> {}).sealIfLongerThan(longBytes);
        } catch (StateException _) {
            // The journal says the same as before, and the next one that is sealed tries again.
        }
    }
}
