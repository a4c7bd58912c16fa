package dev.lungfish.state.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.OptionalLong;

/// Finds the last part of a journal that says by itself what happened last and what is open.
/// Whoever must know that alone need not read, on a host that slept a thousand times, of all of
/// them.
final class JournalTail {
    private final RandomAccessFile file;

    /// Whether the end of a request was found, whose beginning lies further up.
    private boolean ended;

    /// Whether a request without its end, or a sleep of others, was found.
    private boolean told;

    private JournalTail(RandomAccessFile file) {
        this.file = file;
    }

    /// Where that part begins, in bytes; empty where a line on the way there can't be understood.
    static OptionalLong start(RandomAccessFile file) throws IOException {
        try {
            return OptionalLong.of(new JournalTail(file).start());
        } catch (IllegalArgumentException _) {
            return OptionalLong.empty();
        }
    }

    private long start() throws IOException {
        long length = file.length();
        long end = LineEnds.lastBefore(this::read, length);
        boolean last = end == length;
        while (end > 0) {
            long start = LineEnds.lastBefore(this::read, end - 1);
            byte[] line = line(start, end - 1);
            if (!(last && JournalReader.isTorn(line))) {
                switch (EntryJson.kind(line)) {
                    case EntryJson.ENDED -> {
                        if (told) {
                            return end;
                        }
                        ended = true;
                    }
                    case EntryJson.ACCEPTED -> {
                        if (ended) {
                            return start;
                        }
                        told = true;
                    }
                    case EntryJson.FOREIGN -> told = true;
                    default -> {}
                }
            }
            last = false;
            end = start;
        }
        return 0;
    }

    private byte[] line(long start, long end) throws IOException {
        if (end - start > JournalReader.LINE_LIMIT_BYTES) {
            throw new IllegalArgumentException("a line that is too long");
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
