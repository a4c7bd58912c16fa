package dev.lungfish.state.journal;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Reads the journal in one pass, or the end of it. A last line that was torn by a crash or is just
/// being written does not count; every other damage is an error, since a request could hide in it.
public final class JournalReader {
    static final int LINE_LIMIT_BYTES = 1024 * 1024;
    private static final int BLOCK_BYTES = 256 * 1024;

    private final Path file;
    private final InputStream in;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int next;
    private int filled;
    private int lineNumber;

    private JournalReader(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /// Reads all of it; an empty content where there is none yet.
    ///
    /// @throws StateException where it can't be read or a line of it is damaged or unknown
    public static JournalContent read(StateDirectory state) throws StateException {
        Path file = state.journal();
        try (InputStream in = Files.newInputStream(file)) {
            return new JournalReader(file, in).read();
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
        Path file = state.journal();
        try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "r")) {
            OptionalLong start = JournalTail.start(journal);
            if (start.isPresent()) {
                journal.seek(start.getAsLong());
                return new JournalReader(file, new FileInputStream(journal.getFD())).read();
            }
        } catch (IOException | StateException _) {
            // Reading all of it tells what is wrong, and in which line.
        }
        return read(state);
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
        filled = Math.max(0, in.read(block));
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
