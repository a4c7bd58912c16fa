package dev.lungfish.state.journal;

import dev.lungfish.api.PastSleep;
import dev.lungfish.core.bound.Bounds;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads one file of the journal in one pass, or the end of it. A last line that was torn by a
/// crash or is just being written does not count. A line that is not as it was written is left out,
/// the rest is read, and the damage is told with it; a line of a newer version is an error.
final class JournalFile {
    private static final int BLOCK_BYTES = 256 * 1024;

    /// What is kept of a line that is too long; no seal is at its end.
    private static final int LONG_START_BYTES = 16;

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

    /// More are not told of one file.
    private static final int MOST_DAMAGE = 100;

    private final List<StateReason.JournalLineMalformed> damage = new ArrayList<>();

    /// The checksum of the line before; empty where what is read begins within the file.
    private int before;

    /// Whether the line before was damaged.
    private boolean broken;

    /// Whether a line with a seal was read, so that each further one has one.
    private boolean sealed;

    /// The line before.
    private byte[] lineBefore = {};

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

    /// Passes on each line as it stands there, except a torn last one and damaged ones.
    ///
    /// @return the damage
    /// @throws StateException where it can't be read, or whoever takes a line does not understand
    ///   it
    static List<StateReason.JournalLineMalformed> lines(Path file, LineVisitor visitor)
            throws StateException {
        try (InputStream in = Files.newInputStream(file)) {
            JournalFile journal = new JournalFile(file, in, Long.MAX_VALUE);
            journal.each(visitor);
            return journal.damage;
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
        LineEnds.Source source =
                (target, position) -> {
                    journal.seek(position);
                    return journal.read(target);
                };
        byte[] previous = {};
        if (part.start() > 0) {
            long from = LineEnds.lastBefore(source, part.start() - 1);
            previous = new byte[(int) Math.min(part.start() - 1 - from, Bounds.LINE_BYTES)];
            int _ = source.read(previous, from);
        }
        journal.seek(part.start());
        JournalFile reading =
                new JournalFile(
                        file, new FileInputStream(journal.getFD()), part.end() - part.start());
        if (part.start() > 0) {
            reading.lineBefore = previous;
            reading.before = LineSeal.sum(previous);
            reading.sealed = LineSeal.of(previous) == LineSeal.State.WHOLE;
        }
        JournalContent content = reading.read();
        return content.damage().isEmpty()
                ? content
                : content.with(numbered(content.damage(), source, part.start()));
    }

    /// What is read of an end does not know how many lines lie above.
    private static List<StateReason.JournalLineMalformed> numbered(
            List<StateReason.JournalLineMalformed> damage, LineEnds.Source source, long start)
            throws IOException {
        int above = LineEnds.count(source, start);
        return damage.stream()
                .map(one ->
                        new StateReason.JournalLineMalformed(
                                one.file(), one.line() + above, one.found()))
                .toList();
    }

    private JournalContent read() throws IOException, StateException {
        JournalContent.Collector collector = new JournalContent.Collector();
        each(line -> add(collector, line));
        try {
            return collector.content().with(damage);
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
                line(json, visitor);
            }
            line = following;
            whole = followingWhole;
        }
        endless(line.toByteArray(), visitor);
    }

    /// What follows the last line end: a torn line, or a whole one whose end is damaged.
    private void endless(byte[] rest, LineVisitor visitor) throws IOException, StateException {
        byte[] line = Arrays.copyOf(rest, Math.max(0, rest.length - 1));
        if (LineSeal.of(line) == LineSeal.State.WHOLE) {
            lineNumber++;
            tell("its end is not as it was written");
            line(line, visitor);
        }
    }

    private void line(byte[] line, LineVisitor visitor) throws IOException, StateException {
        LineSeal.State state = LineSeal.of(line);
        boolean asWritten =
                switch (state) {
                    case WHOLE -> LineSeal.follows(line, before) || explained(line);
                    case OLD -> !sealed;
                    case DAMAGED -> false;
                };
        boolean doubled = state == LineSeal.State.WHOLE && Arrays.equals(line, lineBefore);
        if (doubled) {
            return;
        }
        sealed |= state == LineSeal.State.WHOLE;
        try {
            if (asWritten) {
                visitor.visit(line);
            } else {
                tell("not as it was written");
            }
        } catch (IllegalArgumentException e) {
            if (state == LineSeal.State.WHOLE) {
                throw damaged(String.valueOf(e.getMessage()));
            }
            tell(String.valueOf(e.getMessage()));
            asWritten = false;
        }
        broken = !asWritten;
        before = LineSeal.sum(line);
        lineBefore = line;
    }

    /// A whole line that does not follow the one before is read all the same; where that one is
    /// damaged, this is known already.
    private boolean explained(byte[] line) {
        if (Arrays.equals(line, lineBefore)) {
            tell("the same as the line before");
        } else if (!broken) {
            tell("does not follow the line before: a line is lost or out of order");
        }
        return true;
    }

    private void tell(String what) {
        if (damage.size() < MOST_DAMAGE) {
            damage.add(new StateReason.JournalLineMalformed(file.toString(), lineNumber, what));
        }
    }

    private void add(JournalContent.Collector collector, byte[] json) {
        int number = lineNumber;
        // Whether a line of an older version is damaged is known only when it is read.
        if (sealed && EntryJson.isEntering(json)) {
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
            if (line.size() > Bounds.LINE_BYTES) {
                // Of a line that is too long no more is kept than shows that.
                byte[] start = line.toByteArray();
                line.reset();
                line.write(start, 0, LONG_START_BYTES);
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
    /// the disk. JSON has no such byte. A line that has its end was written whole.
    static boolean isTorn(byte[] line) {
        if (LineSeal.isIn(line)) {
            return false;
        }
        for (byte piece : line) {
            if (piece == 0) {
                return true;
            }
        }
        return false;
    }
}
