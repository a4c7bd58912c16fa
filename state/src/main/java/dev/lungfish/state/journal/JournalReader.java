package dev.lungfish.state.journal;

import dev.lungfish.api.PastSleep;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads the journal in one pass, or the end of it. A last line that was torn by a crash or is just
/// being written does not count; every other damage is an error, since a request could hide in it.
public final class JournalReader {
    static final int LINE_LIMIT_BYTES = 1024 * 1024;
    private static final int BLOCK_BYTES = 256 * 1024;

    /// How many sleeps are read at first where it is not known how many are wanted.
    private static final int FIRST_SLEEPS = 16;

    private final Path file;
    private final InputStream in;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int next;
    private int filled;
    private int lineNumber;

    /// Of what is still to be read.
    private long left;

    /// @param most how many bytes to read
    private JournalReader(Path file, InputStream in, long most) {
        this.file = file;
        this.in = in;
        this.left = most;
    }

    /// Reads all of it; an empty content where there is none yet.
    ///
    /// @throws StateException where it can't be read or a line of it is damaged or unknown
    public static JournalContent read(StateDirectory state) throws StateException {
        Path file = state.journal();
        try (InputStream in = Files.newInputStream(file)) {
            return new JournalReader(file, in, Long.MAX_VALUE).read();
        } catch (NoSuchFileException _) {
            return JournalContent.EMPTY;
        } catch (IOException e) {
            throw StateException.of("read", file, e);
        }
    }

    /// Reads as much of its end as says what happened last and what is open: of the past at least
    /// the last sleep is in it. Damage further up is not found; it is settled.
    ///
    /// @throws StateException where it can't be read or a line of that end is damaged or unknown
    public static JournalContent readEnd(StateDirectory state) throws StateException {
        return readEnd(state, 1);
    }

    /// The last sleeps, oldest first; all where there are no more. Damage further up is not found.
    ///
    /// @throws StateException where it can't be read or a line of that end is damaged or unknown
    public static List<PastSleep> newest(StateDirectory state, int most) throws StateException {
        if (most <= 0) {
            return List.of();
        }
        List<PastSleep> past = readEnd(state, most).past();
        return past.subList(Math.max(0, past.size() - most), past.size());
    }

    /// The last sleeps up to the newest one that began before a time, oldest first.
    ///
    /// @throws StateException where it can't be read or a line of that end is damaged or unknown
    public static List<PastSleep> since(StateDirectory state, Instant time) throws StateException {
        for (int most = FIRST_SLEEPS; ; most = most < Integer.MAX_VALUE / 2 ? most * 2 : most) {
            List<PastSleep> past = newest(state, most);
            List<PastSleep> wanted =
                    past.reversed().stream().takeWhile(sleep -> !sleep.isBefore(time)).toList();
            if (wanted.size() < past.size() || past.size() < most) {
                return wanted.reversed();
            }
        }
    }

    /// One request, the last one of this name.
    ///
    /// @return empty where it was not accepted, or is of another journal
    /// @throws StateException where it can't be read or a line on the way there is damaged or
    ///   unknown
    public static Optional<PastSleep.Requested> request(StateDirectory state, String name)
            throws StateException {
        Path file = state.journal();
        try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "r")) {
            Optional<JournalTail.Part> part = JournalTail.ofRequest(journal, name);
            return part.isEmpty()
                    ? Optional.empty()
                    : lastOf(read(file, journal, part.get()), name);
        } catch (IOException | StateException | IllegalArgumentException _) {
            // Reading all of it tells what is wrong, and in which line.
        }
        return lastOf(read(state), name);
    }

    private static Optional<PastSleep.Requested> lastOf(JournalContent content, String name) {
        return content.past().reversed().stream()
                .filter(PastSleep.Requested.class::isInstance)
                .map(PastSleep.Requested.class::cast)
                .filter(sleep -> sleep.accepted().request().id().equals(name))
                .findFirst();
    }

    private static JournalContent readEnd(StateDirectory state, int sleeps) throws StateException {
        Path file = state.journal();
        try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "r")) {
            Optional<JournalTail.Part> part = JournalTail.ofLast(journal, sleeps);
            if (part.isPresent()) {
                return read(file, journal, part.get());
            }
        } catch (IOException | StateException _) {
            // Reading all of it tells what is wrong, and in which line.
        }
        return read(state);
    }

    private static JournalContent read(Path file, RandomAccessFile journal, JournalTail.Part part)
            throws IOException, StateException {
        journal.seek(part.start());
        return new JournalReader(
                        file, new FileInputStream(journal.getFD()), part.end() - part.start())
                .read();
    }

    /// How long the journal is: whoever has read all of it need not read it again before that
    /// changes.
    public static long length(StateDirectory state) {
        try {
            return Files.size(state.journal());
        } catch (IOException _) {
            return 0;
        }
    }

    private JournalContent read() throws IOException, StateException {
        JournalContent.Collector collector = new JournalContent.Collector();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean whole = fill(line);
        while (whole) {
            lineNumber++;
            ByteArrayOutputStream following = new ByteArrayOutputStream();
            boolean followingWhole = fill(following);
            boolean last = !followingWhole && following.size() == 0;
            if (!(last && isTorn(line.toByteArray()))) {
                add(collector, line);
            }
            line = following;
            whole = followingWhole;
        }
        try {
            return collector.content();
        } catch (IllegalArgumentException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private void add(JournalContent.Collector collector, ByteArrayOutputStream line)
            throws StateException {
        byte[] json = line.toByteArray();
        int number = lineNumber;
        try {
            if (EntryJson.isEntering(json)) {
                collector.addOpen(() -> {
                    lineNumber = number;
                    return EntryJson.read(json);
                });
            } else {
                collector.add(EntryJson.read(json));
            }
        } catch (IllegalArgumentException e) {
            throw damaged(String.valueOf(e.getMessage()));
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
