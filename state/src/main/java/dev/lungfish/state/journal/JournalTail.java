package dev.lungfish.state.journal;

import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.procedure.state.JournalEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Optional;

/// Finds, from the end of a journal, the part that tells by itself what is asked for. Whoever asks
/// for the last sleeps alone need not read, on a host that slept a thousand times, of all of them.
final class JournalTail {
    private final RandomAccessFile file;

    /// A part of the journal, in bytes.
    ///
    /// @param end of the last line in it, or of the journal
    record Part(long start, long end) {}

    /// Looks at a line further up.
    private interface LineVisitor {
        /// @param content of the line, without its end
        /// @return the part that was looked for, where this line completes it
        Optional<Part> visit(byte[] content, long start, long end);
    }

    private JournalTail(RandomAccessFile file) {
        this.file = file;
    }

    /// The part that says what is open, and tells of at least so many of the last sleeps, where the
    /// journal has them; empty where a line on the way there can't be understood.
    static Optional<Part> ofLast(RandomAccessFile file, int sleeps) throws IOException {
        try {
            long length = file.length();
            Optional<Part> part = new JournalTail(file).walk(new LastSleeps(sleeps, length));
            return part.or(() -> Optional.of(new Part(0, length)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The part that tells of one request, the last one of this name; empty where there is none.
    ///
    /// @throws IllegalArgumentException where a line on the way there can't be understood
    static Optional<Part> ofRequest(RandomAccessFile file, String request) throws IOException {
        return new JournalTail(file).walk(new OneRequest(request, file.length()));
    }

    /// From the last line up to the first.
    private Optional<Part> walk(LineVisitor visitor) throws IOException {
        long length = file.length();
        long end = LineEnds.lastBefore(this::read, length);
        boolean last = end == length;
        while (end > 0) {
            long start = LineEnds.lastBefore(this::read, end - 1);
            byte[] line = line(start, end - 1);
            if (isReadable(line) && !(last && JournalFile.isTorn(line))) {
                Optional<Part> part = visitor.visit(line, start, end);
                if (part.isPresent()) {
                    return part;
                }
            }
            last = false;
            end = start;
        }
        return Optional.empty();
    }

    /// A damaged line is passed over: it is told of when the part is read.
    private static boolean isReadable(byte[] line) {
        return switch (LineSeal.of(line)) {
            case WHOLE -> true;
            case DAMAGED -> false;
            case OLD -> isUnderstood(line);
        };
    }

    private static boolean isUnderstood(byte[] line) {
        try {
            String _ = EntryJson.kind(line);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// Counts sleeps until there are enough of them, and nothing of the part depends on what lies
    /// above it: it begins after the end of a request, or with the acceptance of one whose end is
    /// in it.
    private static final class LastSleeps implements LineVisitor {
        private final int wanted;
        private final long length;
        private int told;

        /// Whether the end of a request was found, whose beginning lies further up.
        private boolean ended;

        LastSleeps(int wanted, long length) {
            this.wanted = wanted;
            this.length = length;
        }

        @Override
        public Optional<Part> visit(byte[] content, long start, long end) {
            switch (EntryJson.kind(content)) {
                case EntryJson.ENDED -> {
                    if (told >= wanted) {
                        return Optional.of(new Part(end, length));
                    }
                    ended = true;
                }
                case EntryJson.ACCEPTED -> {
                    told++;
                    if (ended && told >= wanted) {
                        return Optional.of(new Part(start, length));
                    }
                    ended = false;
                }
                case EntryJson.FOREIGN -> told++;
                default -> {}
            }
            return Optional.empty();
        }
    }

    /// Looks for the acceptance of a request, and remembers where what follows it ends.
    private static final class OneRequest implements LineVisitor {
        private final String request;
        private long below;

        OneRequest(String request, long length) {
            this.request = request;
            below = length;
        }

        @Override
        public Optional<Part> visit(byte[] content, long start, long end) {
            switch (EntryJson.kind(content)) {
                case EntryJson.ENDED -> below = end;
                case EntryJson.ACCEPTED -> {
                    if (EntryJson.read(content) instanceof JournalEntry.Accepted accepted
                            && accepted.request().id().equals(request)) {
                        return Optional.of(new Part(start, below));
                    }
                    below = start;
                }
                default -> {}
            }
            return Optional.empty();
        }
    }

    private byte[] line(long start, long end) throws IOException {
        if (end - start > Bounds.LINE_BYTES) {
            return new byte[0]; // damaged: no line is as long
        }
        byte[] line = new byte[(int) (end - start)];
        file.seek(start);
        file.readFully(line);
        return line;
    }

    private int read(byte[] target, long position) throws IOException {
        file.seek(position);
        return file.read(target);
    }
}
