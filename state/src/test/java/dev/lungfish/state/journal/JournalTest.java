package dev.lungfish.state.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.api.PastSleep;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.directory.StateReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final JournalEntry TESTING =
            new JournalEntry.TestingRtc("rtc0", new RtcTime(1_767_225_600L));
    private static final JournalEntry TAKING =
            new JournalEntry.TakingForeignAlarm("rtc0", new RtcTime(1_767_229_200L));
    private static final JournalEntry TESTED =
            new JournalEntry.TestedRtc(
                    new RtcTest(
                            new Fingerprint("6.1.0", "unknown", "rtc0 rtc_cmos 00:04", "quiet"),
                            Instant.parse("2026-01-01T00:00:00Z"),
                            true,
                            ReceivedReason.uncoded("fired")));

    private final RandomEntries random = new RandomEntries(7);
    private final JournalEntry.Accepted accepted =
            new JournalEntry.Accepted(
                    random.request(),
                    SleepState.SUSPEND_TO_RAM,
                    Executor.KERNEL,
                    "rtc0",
                    random.fingerprint(),
                    Optional.empty(),
                    random.moment());
    private final JournalEntry.Ended ended =
            new JournalEntry.Ended(
                    new Outcome.Refused(List.of(ReceivedReason.uncoded("no"))),
                    List.of(),
                    random.moment());

    @TempDir private Path folder;
    private StateDirectory state;

    @BeforeEach
    void begin() {
        state = new StateDirectory(folder, "rwx------");
    }

    @Test
    void isEmptyBeforeTheFirstEntry() throws Exception {
        assertThat(JournalReader.read(state)).isEqualTo(JournalContent.EMPTY);
    }

    @Test
    void keepsWhatIsAppendedByOneAfterTheOther() throws Exception {
        append(accepted);
        append(ended);
        append(TESTING);

        assertThat(JournalReader.read(state))
                .isEqualTo(
                        new JournalContent(
                                List.of(
                                        new PastSleep.Requested(
                                                accepted, List.of(), Optional.of(ended))),
                                List.of(TESTING),
                                List.of()));
    }

    @Test
    void hasNothingOpenAfterAnEndAndAfterATestThatIsUndone() throws Exception {
        append(TAKING, TESTING, TESTED);
        assertThat(JournalReader.read(state).open()).isEmpty();

        append(accepted, TESTING);
        assertThat(JournalReader.read(state).open()).containsExactly(accepted, TESTING);
        assertThat(JournalReader.read(state).openRequest()).isPresent();

        append(ended);
        assertThat(JournalReader.read(state).open()).isEmpty();
        assertThat(JournalReader.read(state).openRequest()).isEmpty();
    }

    @Test
    void keepsARequestOpenThoughAnRtcIsTestedWithinIt() throws Exception {
        append(accepted, TESTING, TESTED);

        assertThat(JournalReader.read(state).open()).containsExactly(accepted, TESTING, TESTED);
    }

    @Test
    void tellsOfSleepsThatOthersStarted() throws Exception {
        JournalEntry.Foreign foreign =
                new JournalEntry.Foreign(Optional.empty(), ReceivedReason.uncoded("the lid"));
        append(foreign);

        assertThat(JournalReader.read(state))
                .isEqualTo(
                        new JournalContent(
                                List.of(new PastSleep.Foreign(foreign)), List.of(), List.of()));
    }

    @Test
    void toleratesALineThatWasTornAnywhereAndCutsItOff() throws Exception {
        byte[] line = EntryJson.write(accepted);
        for (int length = 1; length <= line.length; length += 17) {
            Files.deleteIfExists(state.journal());
            append(TESTING);
            write(new String(line, 0, length, UTF_8));

            assertThat(JournalReader.read(state).open()).containsExactly(TESTING);
            append(TAKING);
            assertThat(JournalReader.read(state).open()).containsExactly(TESTING, TAKING);
        }
    }

    @Test
    void toleratesAHoleInTheLastLine() throws Exception {
        append(TESTING);
        write("{\"schema\":\"lungf\0\0\0\0\n");

        assertThat(JournalReader.read(state).open()).containsExactly(TESTING);
        append(TAKING);
        assertThat(JournalReader.read(state).open()).containsExactly(TESTING, TAKING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\n",
                "\n",
                "{\"schema\":\"lungfish.journal/1\",\"entry\":\"dreaming\"}\n",
                "{\"schema\":\"lungf\0\0\0\0\n{\"schema\"",
            })
    void namesTheLineThatIsDamagedAndReadsTheRest(String damage) throws Exception {
        append(TESTING);
        write(damage);
        if (!damage.endsWith("\n")) {
            write(":1}\n");
        }
        append(TAKING);

        JournalContent content = JournalReader.read(state);
        assertThat(content.damage())
                .isNotEmpty()
                .allMatch(one -> one.file().equals(state.journal().toString()))
                .first()
                .extracting(StateReason.JournalLineMalformed::line)
                .isEqualTo(2);
        assertThat(content.open()).containsExactly(TESTING, TAKING);
    }

    @Test
    void refusesALineOfANewerVersion() throws Exception {
        append(TESTING);
        String before = Files.readString(state.journal()).strip();
        byte[] line =
                LineSeal.sealed(
                        "{\"schema\":\"lungfish.journal/4\",\"entry\":\"dreaming\"}"
                                .getBytes(UTF_8),
                        LineSeal.sum(before.getBytes(UTF_8)));
        write(new String(line, UTF_8) + "\n");

        assertThatThrownBy(() -> JournalReader.read(state))
                .isInstanceOf(StateException.class)
                .hasMessageContainingAll(state.journal() + ", line 2: ", "lungfish.journal/4");
    }

    @Test
    void namesTheLineOfAnOpenSleepThatCannotBeUnderstood() throws Exception {
        write(new String(EntryJson.write(accepted, EntryJson.FIRST_SCHEMA), UTF_8) + "\n");
        write("{\"schema\":\"lungfish.journal/1\",\"entry\":\"entering\",\"rtc\":\"rtc0\"}\n");
        append(TESTING);

        JournalContent content = JournalReader.read(state);
        assertThat(content.damage())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.line()).isEqualTo(2);
                    assertThat(one.found()).contains("'alarm' is missing");
                });
        assertThat(content.open()).containsExactly(accepted, TESTING);
    }

    @Test
    void passesOverALineThatIsLongerThanAny() throws Exception {
        append(TESTING);
        write(" ".repeat(Bounds.LINE_BYTES + 1) + "\n");
        append(TAKING);

        JournalContent content = JournalReader.read(state);
        assertThat(content.damage()).extracting(one -> one.line()).containsExactly(2);
        assertThat(content.open()).containsExactly(TESTING, TAKING);
        assertThat(JournalReader.readEnd(state).open()).containsExactly(TESTING, TAKING);
    }

    @Test
    void readsLinesThatCrossTheBlocksInWhichItReads() throws Exception {
        RandomEntries entries = new RandomEntries(3);
        List<JournalEntry> written =
                java.util.stream.Stream.generate(entries::next)
                        .filter(entry -> entry instanceof JournalEntry.Entering)
                        .limit(500)
                        .toList();
        append(written.toArray(JournalEntry[]::new));

        assertThat(Files.size(state.journal())).isGreaterThan(512 * 1024);
        assertThat(JournalReader.read(state).open()).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void tellsByItsEndAloneWhatIsOpenAndWhatWasLast(long seed) throws Exception {
        RandomEntries entries = new RandomEntries(seed);
        for (int i = 0; i < 120; i++) {
            append(entries.next());
            JournalContent whole = JournalReader.read(state);
            JournalContent end = JournalReader.readEnd(state);

            assertThat(end.open()).isEqualTo(whole.open());
            assertThat(end.openRequest()).isEqualTo(whole.openRequest());
            assertThat(end.past().isEmpty()).isEqualTo(whole.past().isEmpty());
            assertThat(whole.past()).endsWith(end.past().toArray(PastSleep[]::new));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void saysTheSameFromItsEndAsWhole(long seed) throws Exception {
        RandomEntries entries = new RandomEntries(seed);
        for (int i = 0; i < 120; i++) {
            append(entries.next());
            List<PastSleep> past = JournalReader.read(state).past();

            for (int most = 0; most <= past.size() + 1; most++) {
                assertThat(JournalReader.newest(state, most))
                        .isEqualTo(past.subList(Math.max(0, past.size() - most), past.size()));
            }
            if (i % 10 == 0) {
                saysTheSameByNameAndTime(past);
            }
        }
    }

    private void saysTheSameByNameAndTime(List<PastSleep> past) throws StateException {
        List<PastSleep.Requested> requests =
                past.stream()
                        .filter(PastSleep.Requested.class::isInstance)
                        .map(PastSleep.Requested.class::cast)
                        .toList();
        for (PastSleep.Requested each : requests) {
            String name = each.accepted().request().id();
            assertThat(JournalReader.request(state, name))
                    .isEqualTo(
                            requests.reversed().stream()
                                    .filter(one -> one.accepted().request().id().equals(name))
                                    .findFirst());
            Instant time = each.accepted().at().wall();
            List<PastSleep> since = JournalReader.since(state, time);
            assertThat(since).isEqualTo(past.subList(past.size() - since.size(), past.size()));
            assertThat(since).noneMatch(sleep -> sleep.isBefore(time));
            if (since.size() < past.size()) {
                assertThat(past.get(past.size() - since.size() - 1).isBefore(time)).isTrue();
            }
        }
        assertThat(JournalReader.request(state, "no such name")).isEmpty();
    }

    @Test
    void readsOfAJournalsEndTheLastSleepAlone() throws Exception {
        append(accepted, ended, accepted, ended, accepted, ended);

        assertThat(JournalReader.readEnd(state).past())
                .containsExactly(new PastSleep.Requested(accepted, List.of(), Optional.of(ended)));
    }

    @Test
    void goesOnAfterASettledLineThatIsDamaged() throws Exception {
        write("garbage\n");
        append(accepted, ended, accepted, TESTING);

        assertThat(JournalReader.readEnd(state).open()).containsExactly(accepted, TESTING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"schema\":\"lungf", "{\"schema\":\"lungf\0\0\n"})
    void toleratesATornLineAtTheEndThatItReads(String torn) throws Exception {
        append(accepted, ended, TESTING);
        write(torn);

        assertThat(JournalReader.readEnd(state).open()).containsExactly(TESTING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "{\"schema\":\"lungfish.journal/1\",\"entry\":\"entering\",\"rtc\":\"rtc0\"}",
            })
    void namesTheLineThatIsDamagedAtTheEndThatItReads(String damage) throws Exception {
        append(accepted, ended, accepted);
        write(damage + "\n");
        append(TESTING);

        JournalContent end = JournalReader.readEnd(state);
        assertThat(end.damage()).extracting(one -> one.line()).containsExactly(4);
        assertThat(end.open()).containsExactly(accepted, TESTING);
    }

    private void append(JournalEntry... entries) throws StateException {
        try (JournalWriter writer = JournalWriter.open(state)) {
            for (JournalEntry entry : entries) {
                writer.append(entry);
            }
        }
    }

    private void write(String text) throws IOException {
        Files.writeString(
                state.journal(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
