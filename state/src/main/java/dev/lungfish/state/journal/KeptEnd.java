package dev.lungfish.state.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lungfish.core.bound.Bounds;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the journal ended when it was written last, in the file `journal.end` beside it: so that
/// lines that are missing at its end are noticed, as each other line is by the one behind it.
///
///     lungfish.journal-end/1 000000002 0000000000000012345 5a7d12c0 91e2a6f4
///
/// The number of the last sealed journal, the length of the journal in bytes, the CRC-32C of its
/// last line, and that of all before it. It is written after the line is on the disk, so whatever a
/// crash leaves of the two, the journal says no less than the mark. It goes to the disk when the
/// journal is closed. A mark of an earlier journal, and one that can't be read, say nothing.
final class KeptEnd {
    private static final String NAME = "journal.end";
    private static final Pattern FORM =
            Pattern.compile(
                    "(lungfish\\.journal-end/1 (\\d{9}) (\\d{19}) ([0-9a-f]{8}) )([0-9a-f]{8})\n");
    private static final int HEX = 16;
    private static final int MOST_BYTES = 128;

    private KeptEnd() {}

    /// The mark.
    ///
    /// @param sealed the number of the last sealed journal; 0 for none
    /// @param length of the journal
    /// @param sum of its last line
    record Mark(int sealed, long length, int sum) {
        /// Writes it in place: there is always room for it.
        void write(StateDirectory state) throws IOException {
            String start = "lungfish.journal-end/1 %09d %019d %08x ".formatted(sealed, length, sum);
            byte[] all =
                    "%s%08x\n"
                            .formatted(start, LineSeal.sum(start.getBytes(US_ASCII)))
                            .getBytes(US_ASCII);
            try (FileChannel channel = open(state)) {
                StateDirectory.write(channel, ByteBuffer.wrap(all));
            }
        }

        private static Optional<Mark> read(StateDirectory state) {
            byte[] bytes;
            try (InputStream in = Files.newInputStream(state.file(NAME))) {
                bytes = in.readNBytes(MOST_BYTES);
            } catch (IOException _) {
                return Optional.empty();
            }
            Matcher form = FORM.matcher(new String(bytes, US_ASCII));
            boolean whole =
                    form.matches()
                            && LineSeal.sum(form.group(1).getBytes(US_ASCII))
                                    == Integer.parseUnsignedInt(form.group(5), HEX);
            return whole
                    ? Optional.of(
                            new Mark(
                                    Integer.parseInt(form.group(2)),
                                    Long.parseLong(form.group(3)),
                                    Integer.parseUnsignedInt(form.group(4), HEX)))
                    : Optional.empty();
        }
    }

    private static FileChannel open(StateDirectory state) throws IOException {
        return FileChannel.open(
                state.file(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /// Brings it to the disk.
    static void sync(StateDirectory state) throws IOException {
        try (FileChannel channel = open(state)) {
            channel.force(true);
        }
    }

    /// The lines of the journal that are missing at its end; empty where none is.
    ///
    /// @throws StateException where the journal can't be read
    static Optional<StateReason.JournalLineMalformed> missing(StateDirectory state)
            throws StateException {
        try {
            while (true) {
                Optional<Mark> mark = Mark.read(state);
                Optional<Integer> lines =
                        mark.isEmpty() ? Optional.empty() : linesWithout(state, mark.get());
                if (lines.isEmpty() || SealedJournals.last(state) != mark.get().sealed()) {
                    return Optional.empty();
                }
                // Somebody may have sealed it, or written, meanwhile.
                if (Mark.read(state).equals(mark)) {
                    return Optional.of(
                            new StateReason.JournalLineMalformed(
                                    state.journal().toString(),
                                    lines.get() + 1,
                                    "missing, with all behind it"));
                }
            }
        } catch (IOException e) {
            throw StateException.of("read", state.journal(), e);
        }
    }

    /// How many lines a journal has in which the marked one is missing.
    private static Optional<Integer> linesWithout(StateDirectory state, Mark mark)
            throws IOException {
        if (mark.length() == 0) {
            return Optional.empty();
        }
        Path journal = state.journal();
        try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "r")) {
            LineEnds.Source source =
                    (target, position) -> {
                        file.seek(position);
                        return file.read(target);
                    };
            long length = file.length();
            boolean there =
                    isToldElsewhere(source, length)
                            || isAt(source, length, mark)
                            || isAt(source, mark.length(), mark)
                            || isAnywhere(source, length, mark);
            return there ? Optional.empty() : Optional.of(LineEnds.count(source, length));
        } catch (FileNotFoundException e) {
            if (Files.exists(journal)) {
                throw e;
            }
            return Optional.of(0);
        }
    }

    private static boolean isAt(LineEnds.Source source, long end, Mark mark) throws IOException {
        return end > 0 && LineSeal.sum(line(source, end)) == mark.sum();
    }

    /// The line that ends at a position, without its end, whatever stands there in its place.
    private static byte[] line(LineEnds.Source source, long end) throws IOException {
        long start = LineEnds.lastBefore(source, end - 1);
        if (end - 1 - start > Bounds.LINE_BYTES) {
            return new byte[0];
        }
        byte[] line = new byte[(int) (end - 1 - start)];
        int count = Math.max(0, source.read(line, start));
        return count == line.length ? line : Arrays.copyOf(line, count);
    }

    /// A last line that is not as it was written is told of, and it may be the marked one.
    private static boolean isToldElsewhere(LineEnds.Source source, long length) throws IOException {
        byte[] last = length == 0 ? new byte[0] : line(source, length);
        return LineSeal.of(last) == LineSeal.State.DAMAGED && LineSeal.isIn(last);
    }

    private static boolean isAnywhere(LineEnds.Source source, long length, Mark mark)
            throws IOException {
        for (long end = LineEnds.lastBefore(source, length);
                end > 0;
                end = LineEnds.lastBefore(source, end - 1)) {
            if (isAt(source, end, mark)) {
                return true;
            }
        }
        return false;
    }

    /// The content of a journal, with what is missing.
    static JournalContent of(StateDirectory state, JournalContent content) throws StateException {
        Optional<StateReason.JournalLineMalformed> missing = missing(state);
        if (missing.isEmpty()) {
            return content;
        }
        List<StateReason.JournalLineMalformed> damage = new ArrayList<>(content.damage());
        damage.add(missing.get());
        return content.with(damage);
    }
}
