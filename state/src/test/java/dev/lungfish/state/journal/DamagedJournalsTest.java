package dev.lungfish.state.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.state.directory.StateDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever happens to the bytes of a journal is noticed: no damaged journal reads as another
/// history without a word.
class DamagedJournalsTest {
    private static final int TRIALS = 400;

    private static final JournalEntry TESTING =
            new JournalEntry.TestingRtc("rtc0", RtcTime.EARLIEST);

    @TempDir private Path folder;
    private StateDirectory state;
    private byte[] whole;
    private List<byte[]> lines;
    private JournalContent content;

    @BeforeEach
    void write() throws Exception {
        state = new StateDirectory(folder, "rwx------");
        RandomEntries entries = new RandomEntries(7);
        try (JournalWriter writer = JournalWriter.open(state)) {
            for (int i = 0; i < 40; i++) {
                writer.append(entries.next());
            }
        }
        whole = Files.readAllBytes(state.journal());
        lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < whole.length; i++) {
            if (whole[i] == '\n') {
                lines.add(Arrays.copyOfRange(whole, start, i + 1));
                start = i + 1;
            }
        }
        content = JournalReader.read(state);
        assertThat(content.damage()).isEmpty();
    }

    @Test
    void noticesEachFlippedBit() throws Exception {
        Random random = new Random(1);
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] flipped = whole.clone();
            int at = random.nextInt(whole.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            isNoticed(flipped, lineAt(at));
        }
    }

    @Test
    void noticesEachOverwrittenPiece() throws Exception {
        Random random = new Random(2);
        for (int trial = 0; trial < TRIALS / 4; trial++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(whole.length - 64);
            for (int i = at; i < at + 1 + random.nextInt(64); i++) {
                damaged[i] = (byte) random.nextInt(256);
            }
            if (!Arrays.equals(damaged, whole)) {
                isNoticed(damaged, -1);
            }
        }
    }

    @Test
    void noticesLinesThatAreLostDoubledOrOutOfOrder() throws Exception {
        for (int i = 0; i < lines.size() - 1; i++) {
            List<byte[]> lost = new ArrayList<>(lines);
            byte[] _ = lost.remove(i);
            isNoticed(joined(lost), i + 1);

            List<byte[]> swapped = new ArrayList<>(lines);
            byte[] first = swapped.set(i, lines.get(i + 1));
            byte[] _ = swapped.set(i + 1, first);
            isNoticed(joined(swapped), i + 1);
        }
        for (int i = 0; i < lines.size(); i++) {
            List<byte[]> doubled = new ArrayList<>(lines);
            doubled.add(i, lines.get(i));
            isNoticed(joined(doubled), i + 2);
            JournalContent read = JournalReader.read(state);
            assertThat(read.past()).isEqualTo(content.past());
            assertThat(read.open()).isEqualTo(content.open());
        }
    }

    /// Without the mark of its end, which would tell ([KeptEndTest]).
    @Test
    void readsWhatAllLinesBeforeACutSay() throws Exception {
        Files.delete(state.file("journal.end"));
        Random random = new Random(3);
        for (int trial = 0; trial < TRIALS / 10; trial++) {
            int length = random.nextInt(whole.length);
            Files.write(state.journal(), Arrays.copyOf(whole, length));
            JournalContent cut = JournalReader.read(state);
            assertThat(cut.damage()).isEmpty();

            int left = lineAt(length) - 1;
            Files.write(state.journal(), joined(lines.subList(0, left)));
            assertThat(JournalReader.read(state)).isEqualTo(cut);
        }
    }

    @Test
    void noticesACutOutOfTheMiddle() throws Exception {
        Random random = new Random(4);
        for (int trial = 0; trial < TRIALS / 4; trial++) {
            int from = random.nextInt(whole.length - lines.getLast().length - 1);
            int to = from + 1 + random.nextInt(whole.length - lines.getLast().length - from);
            byte[] cut = new byte[whole.length - (to - from)];
            System.arraycopy(whole, 0, cut, 0, from);
            System.arraycopy(whole, to, cut, from, whole.length - to);
            isNoticed(cut, lineAt(from));
        }
    }

    @Test
    void noticesInOldLinesWhatTheLineAfterThemKnows() throws Exception {
        String old =
                "{\"schema\":\"lungfish.journal/1\",\"entry\":\"testing-rtc\",\"rtc\":\"rtc0\",\"alarm\":1}\n";
        Files.writeString(state.journal(), old);
        Files.delete(state.file("journal.end")); // older versions have none
        try (JournalWriter writer = JournalWriter.open(state)) {
            writer.append(TESTING);
        }
        assertThat(JournalReader.read(state).damage()).isEmpty();
        assertThat(JournalReader.read(state).open()).hasSize(2);

        String text = Files.readString(state.journal());
        Files.writeString(state.journal(), text.replace("rtc0", "rtc1"));
        assertThat(JournalReader.read(state).damage())
                .extracting(one -> one.line())
                .containsExactly(2);
    }

    @Test
    void goesOnBehindDamageWithoutHidingIt() throws Exception {
        byte[] flipped = whole.clone();
        flipped[whole.length - 1] ^= 4;
        Files.write(state.journal(), flipped);
        try (JournalWriter writer = JournalWriter.open(state)) {
            writer.append(TESTING);
        }

        JournalContent read = JournalReader.read(state);
        assertThat(read.past()).isEqualTo(content.past());
        assertThat(read.damage()).isEmpty(); // the line's end was put right again
    }

    private void isNoticed(byte[] damaged, int line) throws Exception {
        Files.write(state.journal(), damaged);
        JournalContent read = JournalReader.read(state);
        String shown = new String(damaged, StandardCharsets.ISO_8859_1);
        assertThat(read.damage()).as(shown).isNotEmpty();
        if (line > 0) {
            assertThat(read.damage().getFirst().line()).isBetween(line, line + 1);
        }
        List<PastSleep> end = JournalReader.readEnd(state).past();
        // A request without an end stands last, and its beginning may lie before the damage.
        assertThat(read.past()).containsSubsequence(end);
    }

    private int lineAt(int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += whole[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static byte[] joined(List<byte[]> lines) {
        byte[] all = new byte[lines.stream().mapToInt(line -> line.length).sum()];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, all, at, line.length);
            at += line.length;
        }
        return all;
    }
}
