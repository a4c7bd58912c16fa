package dev.lungfish.state.journal;

import dev.lungfish.api.PastSleep;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Reads one file of the journal in one pass, or the end of it. A last line that was torn by a
/// crash or is just being written does not count; every other damage is an error, since a request
/// could hide in it.
final class JournalFile {
    static final int LINE_LIMIT_BYTES = 1024 * 1024;
    private static final int BLOCK_BYTES = 256 * 1024;

    /// Takes one line, without its end.
    interface LineVisitor {
        /// Takes one.
        ///
        /// @throws IllegalArgumentException where the line is not understood
        void visit(byte[] line) throws IOException;
    }

    private final Path file;
    private final InputStream in;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int next;
    private int filled;
    private int lineNumber;

    /// Of what is still to be read.
    private long left;

    /// @param most how many bytes to read
    private JournalFile(Path file, InputStream in, long most) {
        this.file = file;
        this.in = in;
        this.left = most;
    }

    /// Reads all of it; an empty content where there is no such file.
    ///
    /// @throws StateException where it can't be read or a line of it is damaged or unknown
    static JournalContent read(Path file) throws StateException {
        try (InputStream in = Files.newInputStream(file)) {
            return new JournalFile(file, in, Long.MAX_VALUE).read();
        } catch (NoSuchFileException _) {
            return JournalContent.EMPTY;
        } catch (IOException e) {
            throw StateException.of("read", file, e);
        }
    }

    /// Passes on each line as it stands there, except a torn last one.
    ///
    /// @throws StateException where it can't be read, or whoever takes a line does not understand
    ///   it
    static void lines(Path file, LineVisitor visitor) throws StateException {
        try (InputStream in = Files.newInputStream(file)) {
            new JournalFile(file, in, Long.MAX_VALUE).each(visitor);
        } catch (IOException e) {
            throw StateException.of("read", file, e);
        }
    }

    /// Reads as much of its end as says what is open, and tells of at least so many of its last
    /// sleeps, where it has them. Damage further up is not found.
    ///
    /// @throws StateException where it can't be read or a line of that end is damaged or unknown
    static JournalContent end(Path file, int sleeps) throws StateException {
        try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "r")) {
            Optional<JournalTail.Part> part = JournalTail.ofLast(journal, sleeps);
            if (part.isPresent()) {
                return read(file, journal, part.get());
            }
        } catch (IOException | StateException _) {
            // Reading all of it tells what is wrong, and in which line.
        }
        return read(file);
    }

    /// One request, the last one of this name.
    ///
    /// @return empty where it is not in this file
    /// @throws StateException where it can't be read or a line on the way there is damaged or
    ///   unknown
    static Optional<PastSleep.Requested> request(Path file, String name) throws StateException {
        try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "r")) {
            Optional<JournalTail.Part> part = JournalTail.ofRequest(journal, name);
            return part.isEmpty()
                    ? Optional.empty()
                    : lastOf(read(file, journal, part.get()), name);
        } catch (IOException | StateException | IllegalArgumentException _) {
            // Reading all of it tells what is wrong, and in which line.
        }
        return lastOf(read(file), name);
    }

    private static Optional<PastSleep.Requested> lastOf(JournalContent content, String name) {
        return content.past().reversed().stream()
                .filter(PastSleep.Requested.class::isInstance)
                .map(PastSleep.Requested.class::cast)
                .filter(sleep -> sleep.accepted().request().id().equals(name))
                .findFirst();
    }

    private static JournalContent read(Path file, RandomAccessFile journal, JournalTail.Part part)
            throws IOException, StateException {
        journal.seek(part.start());
        return new JournalFile(
                        file, new FileInputStream(journal.getFD()), part.end() - part.start())
                .read();
    }

    private JournalContent read() throws IOException, StateException {
        JournalContent.Collector collector = new JournalContent.Collector();
        each(line -> add(collector, line));
        try {
            return collector.content();
        } catch (IllegalArgumentException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private void each(LineVisitor visitor) throws IOException, StateException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean whole = fill(line);
        while (whole) {
            lineNumber++;
            ByteArrayOutputStream following = new ByteArrayOutputStream();
            boolean followingWhole = fill(following);
            boolean last = !followingWhole && following.size() == 0;
            byte[] json = line.toByteArray();
            if (!(last && isTorn(json))) {
                try {
                    visitor.visit(json);
                } catch (IllegalArgumentException e) {
                    throw damaged(String.valueOf(e.getMessage()));
                }
            }
            line = following;
            whole = followingWhole;
        }
    }

    private void add(JournalContent.Collector collector, byte[] json) {
        int number = lineNumber;
        if (EntryJson.isEntering(json)) {
            collector.addOpen(() -> {
                lineNumber = number;
                return EntryJson.read(json);
            });
        } else {
            collector.add(EntryJson.read(json));
        }
    }

    /// Takes the next line.
    ///
    /// @return whether it has its end
    private boolean fill(ByteArrayOutputStream line) throws IOException, StateException {
        while (next < filled || refill()) {
            int end = next;
            while (end < filled && block[end] != '\n') {
                end++;
            }
            line.write(block, next, end - next);
            if (line.size() > LINE_LIMIT_BYTES) {
                lineNumber++;
                throw damaged("longer than " + LINE_LIMIT_BYTES + " bytes");
            }
            next = end + 1;
            if (end < filled) {
                return true;
            }
        }
        return false;
    }

    private boolean refill() throws IOException {
        next = 0;
        filled = Math.max(0, in.read(block, 0, (int) Math.min(block.length, left)));
        left -= filled;
        return filled > 0;
    }

    private StateException damaged(String what) {
        return new StateException(
                new StateReason.JournalLineMalformed(file.toString(), lineNumber, what));
    }

    /// Whether a power cut left a hole in a line: a file can have grown before its content was on
    /// the disk. JSON has no such byte.
    static boolean isTorn(byte[] line) {
        for (byte piece : line) {
            if (piece == 0) {
                return true;
            }
        }
        return false;
    }
}
