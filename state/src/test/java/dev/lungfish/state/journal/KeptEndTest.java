package dev.lungfish.state.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateReason;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lines that are missing at the end of a journal are told, and nothing that a crash leaves is
/// taken for that.
class KeptEndTest {
    private static final int ENTRIES = 30;
    private static final JournalEntry TESTING =
            new JournalEntry.TestingRtc("rtc0", RtcTime.EARLIEST);

    /// Bytes from which on a journal is sealed.
    private static final int SHORT = 1;

    @TempDir private Path folder;
    private StateDirectory state;
    private Path mark;

    /// After each entry.
    private final List<byte[]> journals = new ArrayList<>();

    private final List<byte[]> marks = new ArrayList<>();

    @BeforeEach
    void write() throws Exception {
        state = new StateDirectory(folder, "rwx------");
        mark = state.file("journal.end");
        RandomEntries entries = new RandomEntries(11);
        try (JournalWriter writer = JournalWriter.open(state)) {
            for (int i = 0; i < ENTRIES; i++) {
                writer.append(entries.next());
                journals.add(Files.readAllBytes(state.journal()));
                marks.add(Files.readAllBytes(mark));
            }
        }
    }

    /// The mark may be as old as it likes, and torn; the journal may have the beginning of a line.
    @Test
    void saysNothingOfWhatACrashLeaves() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < ENTRIES - 1; i++) {
            byte[] next = journals.get(i + 1);
            int length = random.nextInt(journals.get(i).length, next.length);
            for (int j = 0; j <= i; j++) {
                Files.write(state.journal(), Arrays.copyOf(next, length));
                Files.write(mark, marks.get(j));
                assertThat(JournalReader.readEnd(state).damage()).isEmpty();

                byte[] torn = marks.get(j).clone();
                int from = random.nextInt(torn.length);
                System.arraycopy(marks.get(j + 1), 0, torn, 0, from);
                boolean isNext = Arrays.equals(torn, marks.get(j + 1)) && j == i;
                Files.write(mark, isNext ? marks.get(j) : torn);
                assertThat(JournalReader.read(state).damage()).isEmpty();
            }
        }
        Files.write(mark, Arrays.copyOf(marks.getLast(), 20));
        assertThat(JournalReader.read(state).damage()).isEmpty();
        Files.delete(mark);
        assertThat(JournalReader.read(state).damage()).isEmpty();
        Files.createDirectory(mark);
        try (JournalWriter writer = JournalWriter.open(state)) {
            writer.append(TESTING);
        }
        assertThat(JournalReader.read(state).damage()).isEmpty();
    }

    @Test
    void tellsOfEachEndThatIsMissing() throws Exception {
        for (int i = 0; i < ENTRIES - 1; i++) {
            Files.write(state.journal(), journals.get(i));
            for (int j = i + 1; j < ENTRIES; j++) {
                Files.write(mark, marks.get(j));
                assertThat(JournalReader.readEnd(state).damage())
                        .extracting(StateReason.JournalLineMalformed::line)
                        .containsExactly(i + 2);
            }
        }
        Files.delete(state.journal());
        assertThat(JournalReader.read(state).damage())
                .containsExactly(
                        new StateReason.JournalLineMalformed(
                                state.journal().toString(), 1, "missing, with all behind it"));
    }

    /// As an editor does it, or somebody who restores half of a copy.
    @Test
    void tellsOfLinesInThePlaceOfOthers() throws Exception {
        RandomEntries others = new RandomEntries(12);
        Files.delete(state.journal());
        Files.delete(mark);
        try (JournalWriter writer = JournalWriter.open(state)) {
            for (int i = 0; i < 2 * ENTRIES; i++) {
                writer.append(others.next());
            }
        }
        Files.write(mark, marks.getLast());
        assertThat(JournalReader.readEnd(state).damage()).hasSize(1);
    }

    /// Also after more was written, until somebody has set the journal aside.
    @Test
    void goesOnTellingUntilTheJournalIsSetAside() throws Exception {
        Files.write(state.journal(), journals.get(ENTRIES - 3));
        try (JournalWriter writer = JournalWriter.open(state)) {
            writer.append(TESTING);
        }
        assertThat(JournalReader.readEnd(state).damage()).hasSize(1);

        try (JournalWriter writer = JournalWriter.open(state)) {
            writer.sealDamaged();
            assertThat(JournalReader.readEnd(state).damage()).isEmpty();
            writer.append(TESTING);
            writer.append(TESTING);
        }
        assertThat(JournalReader.readEnd(state).damage()).isEmpty();
        byte[] written = Files.readAllBytes(state.journal());
        Files.write(state.journal(), firstLine(written));
        assertThat(JournalReader.readEnd(state).damage()).hasSize(1);
    }

    private static byte[] firstLine(byte[] lines) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int at = 0;
        do {
            line.write(lines[at]);
        } while (lines[at++] != '\n');
        return line.toByteArray();
    }

    @Test
    void saysNothingOfAJournalThatWasSealed() throws Exception {
        Files.delete(state.journal());
        Files.delete(mark);
        for (int i = 0; i < 3; i++) {
            try (JournalWriter writer = JournalWriter.open(state, SHORT)) {
                writer.append(new JournalEntry.Undone(List.of()));
            }
            assertThat(JournalReader.readEnd(state).damage()).isEmpty();
        }
        assertThat(SealedJournals.last(state)).isPositive();
        assertThat(state.journal()).doesNotExist();
    }
}
