package dev.lungfish.state.journal;

import dev.lungfish.core.bound.BoundCheck;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/// Appends to the journal. Each entry is on the disk when [#append] returns. Only for the holder of
/// the lock, and for one thread.
public final class JournalWriter implements AutoCloseable {
    private final StateDirectory state;
    private final Path file;
    private final long longBytes;
    private FileChannel channel;

    /// Of the file that is open.
    private Object key;

    /// The end of the last entry that is certainly on the disk; negative while unknown.
    private long end = -1;

    /// The checksum of that entry's line.
    private int last = LineSeal.NONE;

    /// The number of the last sealed journal; negative where the end is not kept, as lines are
    /// missing and this is to be told until the journal was set aside.
    private int sealed;

    private JournalWriter(StateDirectory state, FileChannel channel, Object key, long longBytes) {
        this.state = state;
        this.longBytes = longBytes;
        this.file = state.journal();
        this.channel = channel;
        this.key = key;
    }

    /// Opens the journal, and creates it if there is none.
    public static JournalWriter open(StateDirectory state) throws StateException {
        return open(state, SealedJournals.LONG_BYTES);
    }

    /// The same with another length from which on the journal is sealed.
    static JournalWriter open(StateDirectory state, long longBytes) throws StateException {
        try {
            boolean whole = KeptEnd.missing(state).isEmpty();
            FileChannel channel = channel(state);
            JournalWriter writer =
                    new JournalWriter(state, channel, key(state.journal()), longBytes);
            writer.sealed = whole ? SealedJournals.last(state) : -1;
            return writer;
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
    ///
    /// @throws StateException also where the entry is longer than is read back, and where the file
    ///   is not the journal any more: somebody has removed it, or the directory
    public void append(JournalEntry entry) throws StateException {
        byte[] json = EntryJson.write(entry);
        requireBounds(entry, json);
        try {
            if (channel.isOpen()) {
                requireSameFile();
            } else {
                // An interrupt closes it; the rollback must be written all the same.
                channel = channel(state);
                key = key(file);
            }
            if (end < 0) {
                cutTornLine();
                end = channel.size();
            } else if (channel.size() != end) {
                channel.truncate(end);
            }
            channel.position(end);
            byte[] line = LineSeal.sealed(json, last);
            byte[] whole = Arrays.copyOf(line, line.length + 1);
            whole[line.length] = '\n';
            StateDirectory.write(channel, ByteBuffer.wrap(whole));
            channel.force(true);
            end += whole.length;
            last = LineSeal.sum(line);
        } catch (IOException e) {
            cutOff();
            throw StateException.of("write", file, e);
        }
        keepEnd();
    }

    private void keepEnd() {
        try {
            if (sealed >= 0) {
                new KeptEnd.Mark(sealed, end, last).write(state);
            }
        } catch (IOException _) {
            // The mark from before says less, and nothing wrong.
        }
    }

    private void requireBounds(JournalEntry entry, byte[] json) throws StateException {
        Optional<? extends Reason> beyond =
                entry instanceof Record named ? BoundCheck.first(named) : Optional.empty();
        if (beyond.isPresent()) {
            throw new StateException(
                    new StateReason.StateBeyondBound(file.toString(), beyond.get()));
        }
        if (json.length + LineSeal.LENGTH > Bounds.LINE_BYTES) {
            throw new StateException(
                    new StateReason.StateFileFull(file.toString(), Bounds.LINE_BYTES));
        }
    }

    /// What is written into a file that nobody finds again is lost.
    private void requireSameFile() throws IOException {
        if (!Objects.equals(key, key(file))) {
            throw new NoSuchFileException(
                    file.toString(), null, "the journal that was open was removed or replaced");
        }
    }

    private static Object key(Path file) throws IOException {
        return String.valueOf(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
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
            byte[] rest = new byte[(int) Math.min(size - whole - 1, Bounds.LINE_BYTES)];
            int _ = read(rest, whole);
            if (LineSeal.of(rest) == LineSeal.State.WHOLE) {
                // It was written whole; its end was damaged afterwards.
                channel.position(size - 1);
                StateDirectory.write(channel, ByteBuffer.wrap(new byte[] {'\n'}));
            } else {
                channel.truncate(whole);
            }
            cutTornLine();
            return;
        }
        long start = LineEnds.lastBefore(this::read, Math.max(0, size - 1));
        byte[] line = new byte[(int) Math.min(Math.max(0, size - start - 1), Bounds.LINE_BYTES)];
        int _ = read(line, start);
        if (JournalFile.isTorn(line)) {
            channel.truncate(start);
            cutTornLine();
        } else {
            last = size == 0 ? LineSeal.NONE : LineSeal.sum(line);
        }
    }

    private int read(byte[] target, long position) throws IOException {
        return channel.read(ByteBuffer.wrap(target), position);
    }

    /// Keeps a journal with a damaged line under the name of a sealed one, and begins a new one.
    /// What is open in it must be settled.
    public void sealDamaged() throws StateException {
        try {
            channel.close();
            new SealedJournals(state, () -> {}).seal();
            channel = channel(state);
            key = key(file);
            end = -1;
            sealed = SealedJournals.last(state);
        } catch (IOException e) {
            throw StateException.of("set aside", file, e);
        }
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
            if (sealed >= 0 && end >= 0) {
                KeptEnd.sync(state);
            }
        } catch (IOException _) {
            // As above.
        }
        try {
            new SealedJournals(state, () -> {}).sealIfLongerThan(longBytes);
        } catch (StateException _) {
            // The journal says the same as before, and the next one that is sealed tries again.
        }
    }
}
