package dev.lungfish.state.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each journal is compared with one of the same entries that was never sealed.
class SealedJournalsTest {
    private static final JournalEntry TESTING =
            new JournalEntry.TestingRtc("rtc0", new RtcTime(1_767_225_600L));

    @TempDir private Path folder;
    private StateDirectory state;

    /// Holds what was written to both, and is never sealed.
    private StateDirectory model;

    @BeforeEach
    void begin() throws Exception {
        state = new StateDirectory(folder.resolve("state"), "rwx------");
        model = new StateDirectory(folder.resolve("model"), "rwx------");
        state.create();
        model.create();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void saysTheSameOfRandomEntriesWhereverItIsSealed(long seed) throws Exception {
        RandomEntries entries = new RandomEntries(seed);
        for (int i = 0; i < 240; i++) {
            append(3_000, entries.next());
            assertThat(JournalReader.readEnd(state).open())
                    .isEqualTo(JournalReader.readEnd(model).open());
            assertThat(JournalReader.readEnd(state).openRequest())
                    .isEqualTo(JournalReader.readEnd(model).openRequest());
            if (i % 40 == 39) {
                saysTheSame();
            }
        }
        assertThat(SealedJournals.of(state)).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void saysTheSameThoughItIsKilledBeforeAnyOfItsSteps(long seed) throws Exception {
        int steps = 0;
        boolean killed = true;
        for (; killed; steps++) {
            empty(state);
            empty(model);
            RandomEntries entries = new RandomEntries(seed);
            for (int i = 0; i < 40; i++) {
                JournalEntry entry = entries.next();
                add(state, entry);
                add(model, entry);
            }
            request(Long.MAX_VALUE, "last");
            killed = sealKilledBefore(steps);
            saysTheSame();

            append(Long.MAX_VALUE, entries.next());
            saysTheSame();
            request(0, "after the next start");
            saysTheSame();
            assertThat(SealedJournals.of(state))
                    .allSatisfy(sealed -> assertThat(sealed.totals().read()).isPresent());
        }
        assertThat(steps).isGreaterThan(7);
    }

    /// @return whether it was killed, and had not ended before
    private boolean sealKilledBefore(int which) {
        int[] left = {which};
        try {
            new SealedJournals(
                            state,
                            () -> {
                                if (left[0]-- == 0) {
                                    throw new IOException("killed");
                                }
                            })
                    .sealIfLongerThan(0);
            return false;
        } catch (StateException _) {
            return true;
        }
    }

    @Test
    void keepsOfAnEndedRequestItsAcceptanceItsSleepsAndItsOutcome() throws Exception {
        request(0, "one");

        SealedJournals.Sealed sealed = SealedJournals.of(state).getFirst();
        assertThat(Files.exists(state.journal())).isFalse();
        assertThat(Files.readString(model.journal()).lines()).hasSize(5);
        assertThat(Files.readString(sealed.journal()).lines())
                .map(SealedJournalsTest::unsealed)
                .containsExactly(
                        unsealed(Files.readString(model.journal()).lines().toList().get(0)),
                        unsealed(Files.readString(model.journal()).lines().toList().get(3)),
                        unsealed(Files.readString(model.journal()).lines().toList().get(4)));
        assertThat(JournalReader.read(state).damage()).isEmpty();
        saysTheSame();
    }

    /// What a line says, without what shows that it follows the line before.
    private static String unsealed(String line) {
        return line.replaceAll(",\"after\":\"\\w{8}\",\"crc\":\"\\w{8}\"}$", "");
    }

    @Test
    void sealsNothingWhileSomethingIsOpen() throws Exception {
        append(0, TESTING);
        assertThat(SealedJournals.of(state)).isEmpty();

        append(0, new JournalEntry.Undone(List.of()), accepted("runs"), TESTING);

        assertThat(SealedJournals.of(state)).isEmpty();
        assertThat(Files.readString(state.journal())).isEqualTo(Files.readString(model.journal()));
        saysTheSame();
    }

    @Test
    void sealsNothingThatIsShort() throws Exception {
        request(1_000_000, "one");

        assertThat(SealedJournals.of(state)).isEmpty();
    }

    @Test
    void leavesASealedJournalWithADamagedLineAsItIsAndNamesTheLine() throws Exception {
        Files.writeString(state.journal(), "garbage\n");
        Files.writeString(model.journal(), "garbage\n");
        request(0, "one");
        SealedJournals.Sealed sealed = SealedJournals.of(state).getFirst();

        assertThat(Files.readString(sealed.journal())).isEqualTo(Files.readString(model.journal()));
        request(0, "two");
        assertThat(JournalReader.newest(state, 2)).isEqualTo(JournalReader.newest(model, 2));
        JournalContent whole = JournalReader.read(state);
        assertThat(whole.past()).hasSize(2);
        assertThat(whole.damage())
                .singleElement()
                .extracting(one -> one.file() + ", line " + one.line())
                .isEqualTo(sealed.journal() + ", line 1");
        assertThat(JournalReader.totals(state).outcomes()).containsEntry("refused", 2L);
    }

    @Test
    void leavesALineOfANewerVersionAsItIs() throws Exception {
        String newer = "{\"schema\":\"lungfish.journal/4\",\"entry\":\"dreaming\"}";
        String line =
                new String(LineSeal.sealed(newer.getBytes(UTF_8), LineSeal.NONE), UTF_8) + "\n";
        Files.writeString(state.journal(), line);
        Files.writeString(model.journal(), line);
        request(0, "one");

        assertThat(Files.readString(SealedJournals.of(state).getFirst().journal()))
                .isEqualTo(Files.readString(model.journal()));
    }

    @Test
    void dropsATornLastLine() throws Exception {
        request(Long.MAX_VALUE, "one");
        Files.writeString(
                state.journal(), Files.readString(state.journal()) + "{\"schema\":\"lungf\0\0\0\n");
        new SealedJournals(state, () -> {}).sealIfLongerThan(0);

        saysTheSame();
        request(0, "two");
        saysTheSame();
    }

    @Test
    void sealsTheJournalOfVersion010LineByLine() throws Exception {
        byte[] past = content("past/journal.jsonl");
        Files.write(state.journal(), past);
        Files.write(model.journal(), past);
        new SealedJournals(state, () -> {}).sealIfLongerThan(0);
        saysTheSame();

        List<String> before = new String(past, UTF_8).lines().toList();
        String sealed = Files.readString(SealedJournals.of(state).getFirst().journal());
        assertThat(before).containsAll(sealed.lines().toList());
        assertThat(sealed.length()).isLessThan(past.length * 3 / 5);
        request(0, "of this version");
        saysTheSame();
    }

    @Test
    void leavesTheJournalOfVersion010WhoseRequestIsOpen() throws Exception {
        Files.write(state.journal(), content("open/journal.jsonl"));
        new SealedJournals(state, () -> {}).sealIfLongerThan(0);

        assertThat(SealedJournals.of(state)).isEmpty();
        assertThat(JournalReader.readEnd(state).openRequest()).isPresent();
    }

    @Test
    void countsWhatWasSealedThoughTheNumbersOrTheLinesAreGone() throws Exception {
        request(0, "one");
        request(0, "two");
        SleepTotals totals = JournalReader.totals(model);
        assertThat(totals.outcomes()).containsEntry("refused", 2L);

        SealedJournals.Sealed first = SealedJournals.of(state).getFirst();
        Files.delete(state.file(first.totals().name()));
        assertThat(JournalReader.totals(state)).isEqualTo(totals);
        request(0, "three");
        Files.delete(first.journal());
        assertThat(JournalReader.totals(state)).isEqualTo(JournalReader.totals(model));
        request(0, "four");
        assertThat(JournalReader.newest(state, 9)).hasSize(3);
        assertThat(SealedJournals.of(state))
                .extracting(SealedJournals.Sealed::number)
                .containsExactly(2, 3, 4);
    }

    @Test
    void tellsEachSleepOnceToWhoeverReadsWhileItIsSealed() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Throwable> failures = new ArrayList<>();
        Thread reader =
                Thread.ofPlatform()
                        .uncaughtExceptionHandler((_, e) -> failures.add(e))
                        .start(() -> {
                            while (!stop.get()) {
                                readsOneAfterTheOther();
                            }
                        });
        for (int i = 0; i < 60; i++) {
            request(i % 3 == 0 ? 0 : Long.MAX_VALUE, Integer.toString(i));
        }
        stop.set(true);
        reader.join();

        assertThat(failures).isEmpty();
        saysTheSame();
    }

    private void readsOneAfterTheOther() {
        List<Integer> names;
        try {
            names =
                    JournalReader.newest(state, 8).stream()
                            .map(sleep -> ((PastSleep.Requested) sleep).accepted().request().id())
                            .map(Integer::valueOf)
                            .toList();
        } catch (StateException e) {
            throw new AssertionError(e);
        }
        for (int i = 1; i < names.size(); i++) {
            assertThat(names.get(i)).as("of " + names).isEqualTo(names.get(i - 1) + 1);
        }
        assertThat(names.size() == 8 || names.isEmpty() || names.getFirst() == 0)
                .as("of " + names)
                .isTrue();
    }

    private void saysTheSame() throws StateException {
        JournalContent wanted = JournalReader.read(model);
        List<PastSleep> past = wanted.past();
        assertThat(JournalReader.read(state)).isEqualTo(wanted);
        assertThat(JournalReader.readEnd(state).open()).isEqualTo(wanted.open());
        assertThat(JournalReader.readEnd(state).openRequest()).isEqualTo(wanted.openRequest());
        assertThat(JournalReader.totals(state)).isEqualTo(JournalReader.totals(model));
        for (int most = 0; most <= past.size() + 1; most += 1 + past.size() / 17) {
            assertThat(JournalReader.newest(state, most))
                    .isEqualTo(past.subList(Math.max(0, past.size() - most), past.size()));
        }
        for (PastSleep sleep : past.reversed().stream().limit(6).toList()) {
            if (sleep instanceof PastSleep.Requested(var accepted, _, _)) {
                String name = accepted.request().id();
                assertThat(JournalReader.request(state, name))
                        .isEqualTo(JournalReader.request(model, name));
                Instant time = accepted.at().wall();
                assertThat(JournalReader.since(state, time))
                        .isEqualTo(JournalReader.since(model, time));
            }
        }
        assertThat(JournalReader.request(state, "no such name")).isEmpty();
    }

    private void request(long longBytes, String name) throws StateException {
        RandomEntries random = new RandomEntries(name.hashCode());
        append(
                longBytes,
                accepted(name),
                TESTING,
                new JournalEntry.EnteringUnbounded(random.sight()),
                new JournalEntry.Returned(random.segment()),
                new JournalEntry.Ended(
                        new Outcome.Refused(List.of(ReceivedReason.uncoded("no"))),
                        List.of(),
                        random.moment()));
    }

    private static JournalEntry accepted(String name) {
        RandomEntries random = new RandomEntries(name.hashCode());
        return new JournalEntry.Accepted(
                SleepRequest.to(SleepTarget.MEM).named(name).by("a test").build(),
                SleepState.SUSPEND_TO_RAM,
                Executor.KERNEL,
                "rtc0",
                random.fingerprint(),
                Optional.empty(),
                random.moment());
    }

    private void append(long longBytes, JournalEntry... entries) throws StateException {
        add(model, entries);
        try (JournalWriter writer = JournalWriter.open(state, longBytes)) {
            for (JournalEntry entry : entries) {
                writer.append(entry);
            }
        }
    }

    private static int sumOfLast(Path journal) throws StateException {
        try {
            if (!Files.exists(journal)) {
                return LineSeal.NONE;
            }
            String text = Files.readString(journal, ISO_8859_1);
            String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1);
            return lines.length < 2
                    ? LineSeal.NONE
                    : LineSeal.sum(lines[lines.length - 2].getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw StateException.of("read", journal, e);
        }
    }

    /// The same without the care for power cuts, which takes its time.
    private static void add(StateDirectory state, JournalEntry... entries) throws StateException {
        int before = sumOfLast(state.journal());
        try (OutputStream journal =
                Files.newOutputStream(
                        state.journal(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (JournalEntry entry : entries) {
                byte[] line = LineSeal.sealed(EntryJson.write(entry), before);
                before = LineSeal.sum(line);
                journal.write(line);
                journal.write('\n');
            }
        } catch (IOException e) {
            throw StateException.of("write", state.journal(), e);
        }
    }

    private static void empty(StateDirectory state) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(state.path())) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static byte[] content(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        SealedJournalsTest.class.getResourceAsStream("/kept-by-0.1.0/" + file))) {
            return in.readAllBytes();
        }
    }
}
