package dev.lungfish.state.journal;

import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keeps the journal short. One that has grown long, and in which nothing is open, is sealed: it
/// gets another name, and the next entry begins a new one. Then the steps of its requests are
/// dropped, which nobody needs any more; the requests, their proved sleeps and their outcomes stay,
/// line by line as they were written.
///
/// A sealed journal holds whole requests, as nothing was open when it was sealed. Each change is
/// one renaming, so whatever a crash or a power cut leaves is the old state or the new one, and all
/// of it is done again where it did not come to its end. Only for the holder of the lock.
final class SealedJournals {
    /// From here on a journal is sealed: that of a thousand sleeps or so.
    static final long LONG_BYTES = 4L * 1024 * 1024;

    private static final Pattern NAME =
            Pattern.compile("journal-(\\d{6,9})(\\.jsonl|-totals\\.json)");
    private static final String TOTALS_SCHEMA = "lungfish.sleep-totals/1";

    private final StateDirectory state;
    private final Step step;

    /// A sealed journal.
    ///
    /// @param number counts up from 1
    record Sealed(StateDirectory state, int number) {
        Path journal() {
            return state.file("journal-%06d.jsonl".formatted(number));
        }

        /// What it tells in numbers: written last, so it is there where all is done.
        StoredFile totals() {
            return StoredFile.open(
                    state, "journal-%06d-totals.json".formatted(number), TOTALS_SCHEMA);
        }
    }

    /// What happens before each step that a crash can part from the next one: nothing, except in
    /// tests.
    interface Step {
        void next() throws IOException;
    }

    SealedJournals(StateDirectory state, Step step) {
        this.state = state;
        this.step = step;
    }

    /// All of them, oldest first; none where they can't be listed.
    static List<Sealed> of(StateDirectory state) throws StateException {
        return numbered(state).entrySet().stream()
                .filter(found -> found.getValue().contains(".jsonl"))
                .map(found -> new Sealed(state, found.getKey()))
                .toList();
    }

    /// The number of the last one; 0 where there is none.
    static int last(StateDirectory state) throws StateException {
        SortedMap<Integer, Set<String>> found = numbered(state);
        return found.isEmpty() ? 0 : found.lastKey();
    }

    /// What they tell in numbers, those included whose lines somebody has removed.
    ///
    /// @throws StateException where one can't be read
    static SleepTotals totals(StateDirectory state) throws StateException {
        SleepTotals sum = SleepTotals.NONE;
        for (int number : numbered(state).keySet()) {
            sum = sum.plus(totals(new Sealed(state, number)));
        }
        return sum;
    }

    private static SleepTotals totals(Sealed sealed) throws StateException {
        try {
            var kept = sealed.totals().read();
            if (kept.isPresent()) {
                return SleepTotals.read(kept.get());
            }
        } catch (StateException | IllegalArgumentException _) {
            // The lines say it too.
        }
        return SleepTotals.of(sealed.journal());
    }

    /// The ends of the names that there are, by their number.
    private static SortedMap<Integer, Set<String>> numbered(StateDirectory state)
            throws StateException {
        SortedMap<Integer, Set<String>> found = new TreeMap<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(state.path(), "journal-*.json*")) {
            for (Path file : files) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    found.merge(
                            Integer.parseInt(name.group(1)),
                            Set.of(name.group(2)),
                            (one, other) -> Set.of(".jsonl", "-totals.json"));
                }
            }
        } catch (NoSuchFileException _) {
            return found;
        } catch (DirectoryIteratorException e) {
            throw StateException.of("list", state.path(), new IOException(e));
        } catch (IOException e) {
            throw StateException.of("list", state.path(), e);
        }
        return found;
    }

    /// Seals the journal where it is longer than that, and makes sealed ones small. The journal
    /// that is sealed must not be open for writing.
    ///
    /// @throws StateException where that can't be done, or not all of it; the journal says the same
    ///   as before all the same
    void sealIfLongerThan(long most) throws StateException {
        Path live = state.journal();
        try {
            if (!Files.exists(live) || Files.size(live) <= most) {
                return;
            }
            if (!JournalFile.end(live, 1).open().isEmpty()) {
                return;
            }
            seal();
        } catch (IOException e) {
            throw StateException.of("seal", live, e);
        }
        compact();
    }

    /// Gives the journal the name of a sealed one.
    void seal() throws IOException, StateException {
        int number = last(state) + 1;
        step.next();
        Files.move(
                state.journal(),
                new Sealed(state, number).journal(),
                StandardCopyOption.ATOMIC_MOVE);
        step.next();
        state.sync();
    }

    private void compact() throws StateException {
        for (Sealed sealed : of(state)) {
            try {
                if (!Files.exists(state.file(sealed.totals().name()))) {
                    compact(sealed);
                }
            } catch (IOException e) {
                throw StateException.of("compact", sealed.journal(), e);
            }
        }
    }

    private void compact(Sealed sealed) throws IOException, StateException {
        Path fresh = sealed.journal().resolveSibling(sealed.journal().getFileName() + ".new");
        SleepTotals totals;
        step.next();
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            Kept kept = new Kept(channel);
            if (!JournalFile.lines(sealed.journal(), kept::add).isEmpty()) {
                // What is damaged stays as it is, for whoever wants to mend it.
                Files.deleteIfExists(fresh);
                return;
            }
            kept.flush();
            step.next();
            channel.force(true);
            totals = kept.counter.totals();
        } catch (StateException _) {
            // A line is damaged or of a newer version. What is not understood stays as it is.
            Files.deleteIfExists(fresh);
            return;
        }
        step.next();
        Files.move(
                fresh,
                sealed.journal(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        step.next();
        state.sync();
        step.next();
        sealed.totals().write(totals::write);
    }

    /// The lines that stay.
    private final class Kept {
        private static final int BLOCK_BYTES = 256 * 1024;

        private final FileChannel channel;
        private final List<byte[]> block = new ArrayList<>();
        private final SleepTotals.Counter counter = new SleepTotals.Counter();
        private int blockBytes;
        private int before = LineSeal.NONE;

        Kept(FileChannel channel) {
            this.channel = channel;
        }

        void add(byte[] line) throws IOException {
            if (counter.add(line)) {
                byte[] moved = LineSeal.moved(line, before);
                before = LineSeal.sum(moved);
                byte[] whole = Arrays.copyOf(moved, moved.length + 1);
                whole[moved.length] = '\n';
                block.add(whole);
                blockBytes += whole.length;
            }
            if (blockBytes > BLOCK_BYTES) {
                flush();
            }
        }

        void flush() throws IOException {
            step.next();
            for (byte[] line : block) {
                StateDirectory.write(channel, ByteBuffer.wrap(line));
            }
            block.clear();
            blockBytes = 0;
        }
    }
}
