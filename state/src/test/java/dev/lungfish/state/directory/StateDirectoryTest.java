package dev.lungfish.state.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.api.CurrentRequest;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.state.journal.RandomEntries;
import dev.lungfish.state.kept.CancelFile;
import dev.lungfish.state.kept.CurrentRequestFile;
import dev.lungfish.state.kept.StoredRtcTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir private Path folder;
    private StateDirectory state;

    @BeforeEach
    void begin() throws Exception {
        state = new StateDirectory(folder.resolve("a/state"), "rwx------");
        state.create();
    }

    @Test
    void isWhereTheUserSaysOrTheUserCanWrite() {
        Optional<Path> none = Optional.empty();
        Map<String, String> home = Map.of("HOME", "/home/ann");

        assertThat(StateDirectory.of(none, none, home, true).path())
                .isEqualTo(Path.of("/var/lib/lungfish"));
        assertThat(StateDirectory.of(none, none, home, false).path())
                .isEqualTo(Path.of("/home/ann/.local/state/lungfish"));
        assertThat(StateDirectory.of(none, none, Map.of("XDG_STATE_HOME", "/s"), false).path())
                .isEqualTo(Path.of("/s/lungfish"));
        assertThat(StateDirectory.of(none, Optional.of(Path.of("tree")), home, true).path())
                .isEqualTo(Path.of("tree/var/lib/lungfish"));
        assertThat(
                        StateDirectory.of(
                                        Optional.of(Path.of("mine")),
                                        Optional.of(Path.of("tree")),
                                        home,
                                        false)
                                .path())
                .isEqualTo(Path.of("mine"));
    }

    @Test
    void isOpenToOthersForRootAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.path())))
                .isEqualTo("rwx------");
        assertThat(StateDirectory.of(Optional.empty(), Optional.empty(), Map.of(), true).mode())
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void saysWhatItCannotDoAndWhatToDo() throws Exception {
        Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() ->
                        new StateDirectory(folder.resolve("file/state"), "rwx------").create())
                .isInstanceOf(StateException.class)
                .hasMessageContaining("cannot make the state directory " + folder);
    }

    @Test
    void givesTheLockToOneAtATime() throws Exception {
        try (ProcedureLock lock = ProcedureLock.tryTake(state).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(ProcedureLock.tryTake(state)).isEmpty();
        }
        try (ProcedureLock again = ProcedureLock.tryTake(state).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void keepsTheLastTestOfEachRtc() throws Exception {
        RtcTest first = test("rtc0 rtc_cmos 00:04", false);
        RtcTest second = test("rtc0 rtc_cmos 00:05", true);
        RtcTest other = test("rtc1 rtc-ds1307 i2c", true);
        StoredRtcTests.keep(state, first);
        StoredRtcTests.keep(state, other);
        StoredRtcTests.keep(state, second);

        assertThat(StoredRtcTests.read(state)).isEqualTo(Map.of("rtc0", second, "rtc1", other));
    }

    @Test
    void takesAFileOfTestsThatCannotBeUnderstoodForNone() throws Exception {
        assertThat(StoredRtcTests.read(state)).isEmpty();
        Files.writeString(
                state.file("rtc-tests.json"), "{\"schema\":\"lungfish.rtc-tests/9\",\"tests\":[]}");
        assertThat(StoredRtcTests.read(state)).isEmpty();
        Files.writeString(state.file("rtc-tests.json"), "garbage");
        assertThat(StoredRtcTests.read(state)).isEmpty();
    }

    @Test
    void asksForTheCancellationOfOneRequestAlone() throws Exception {
        CancelFile.ask(state, "one", "ann");

        assertThat(CancelFile.asked(state, "one")).contains("ann");
        assertThat(CancelFile.asked(state, "two")).isEmpty();
        CancelFile.forget(state);
        assertThat(CancelFile.asked(state, "one")).isEmpty();
    }

    @Test
    void staysAwakeForACancellationThatItCannotUnderstand() throws Exception {
        Files.writeString(state.cancel(), "stop it!");

        assertThat(CancelFile.asked(state, "one").orElseThrow()).contains(state.cancel() + "");
    }

    @Test
    void tellsOtherProcessesWhereTheRequestIs() throws Exception {
        assertThat(CurrentRequestFile.read(state)).isEmpty();
        for (long seed = 0; seed < 50; seed++) {
            RandomEntries random = new RandomEntries(seed);
            CurrentRequest begun =
                    CurrentRequestFile.begun(random.request(), NOW)
                            .accepted(List.of(random.reason(), random.reason()))
                            .in(Phase.SCHEDULED, NOW.plusSeconds(1))
                            .countingDownTo(Duration.ofSeconds(77));
            CurrentRequestFile.write(begun, state);
            assertThat(CurrentRequestFile.read(state)).contains(begun);
            assertThat(CurrentRequestFile.runs(begun)).isTrue();

            Outcome outcome = random.outcome();
            CurrentRequest ended =
                    begun.ended(outcome, List.of(random.reason()), NOW.plusSeconds(9));
            CurrentRequestFile.write(ended, state);
            assertThat(CurrentRequestFile.read(state)).contains(ended);
            assertThat(CurrentRequestFile.runs(ended)).isFalse();
        }
    }

    @Test
    void seesThroughARequestWhoseProcessIsGone() throws Exception {
        CurrentRequest mine = CurrentRequestFile.begun(new RandomEntries(1).request(), NOW);
        CurrentRequest gone =
                new CurrentRequest(
                        mine.request(),
                        mine.process(),
                        Optional.of(NOW),
                        mine.phase(),
                        mine.since(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of());

        assertThat(CurrentRequestFile.runs(mine)).isTrue();
        assertThat(CurrentRequestFile.runs(gone))
                .as("another process has its number now")
                .isFalse();
    }

    private static RtcTest test(String rtc, boolean passed) {
        return new RtcTest(
                new Fingerprint("6.1.0", "unknown", rtc, "quiet"),
                NOW,
                passed,
                ReceivedReason.uncoded("seen"));
    }
}
