package dev.lungfish.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678999Z");

    private final List<String> lines = new ArrayList<>();

    @Test
    void writesWordsFieldsAndTheNameOfTheEventInOneLine() {
        log(false).event(new LogEvent.ClientsSentHome("3f2a", 2));

        assertThat(lines)
                .containsExactly(
                        "2026-01-02T03:04:05.678Z clients sent home request=3f2a clients=2"
                                + " event=clients-sent-home");
    }

    @Test
    void leavesOutWhatHasNoValue() {
        log(true).event(new LogEvent.Listening("socket", Optional.empty()));
        log(true).event(new LogEvent.Listening("TCP", Optional.of(16509)));

        assertThat(lines)
                .containsExactly(
                        "<6>listening at=socket event=listening",
                        "<6>listening at=TCP port=16509 event=listening");
    }

    @Test
    void tellsThePriorityToTheJournalWhichKnowsTheTime() {
        Log log = log(true);

        log.event(new LogEvent.ProcessorsNotRestored(ReceivedReason.uncoded("busy")));
        log.event(new LogEvent.DaemonEnded());

        assertThat(lines)
                .containsExactly(
                        "<4>the processors could not be put back why=busy"
                                + " event=processors-not-restored",
                        "<5>ended event=daemon-ended");
    }

    @Test
    void namesWhatIsWrongWhereNobodyReadsThePriority() {
        log(false).event(new LogEvent.UndoFailed("3f2a", ReceivedReason.uncoded("alarm")));

        assertThat(lines)
                .containsExactly(
                        "2026-01-02T03:04:05.678Z error: could not be undone request=3f2a"
                                + " what=alarm event=undo-failed");
    }

    @Test
    void bringsTheCodesOfReasons() {
        List<Reason> why =
                List.of(
                        new ReceivedReason("guest-active", List.of(), "guest web runs", ""),
                        new ReceivedReason("swap-too-small", List.of(), "no room", "add swap"),
                        ReceivedReason.uncoded("an old sentence"));

        log(true).event(new LogEvent.ProcessorsNotSet("set", "root", why));

        assertThat(lines)
                .containsExactly(
                        "<4>processors not set order=set by=root why=\"guest web runs; no room (to"
                            + " do: add swap); an old sentence\" code=guest-active,swap-too-small"
                            + " event=processors-not-set");
    }

    @Test
    void letsNobodyForgeALineOrSteerATerminal() {
        log(true).event(new LogEvent.MetricsNotRead("a\nb \"c\" \\ \u001b[2J\u202e \u00fc", ""));

        assertThat(lines)
                .containsExactly(
                        "<6>metrics not read by=\"a\\u000ab \\\"c\\\" \\\\ \\u001b[2J\\u202e"
                                + " \u00fc\" why=\"\" event=metrics-not-read");
    }

    @Test
    void countsWhatItsReaderDidNotTake() {
        List<Boolean> answers = new ArrayList<>(List.of(true, false, false));
        Log log =
                Log.of(
                        Optional.empty(),
                        line -> (answers.isEmpty() || answers.removeFirst()) && lines.add(line),
                        () -> NOW);

        for (int i = 0; i < 5; i++) {
            log.event(new LogEvent.LogLinesSuppressed(i, Duration.ofSeconds(10)));
        }

        assertThat(lines)
                .satisfiesExactly(
                        line -> assertThat(line).contains("lines=0"),
                        line -> assertThat(line).contains("entries=2", "event=log-entries-lost"),
                        line -> assertThat(line).contains("lines=3"),
                        line -> assertThat(line).contains("lines=4"));
    }

    private Log log(boolean journal) {
        return new Log(lines::add, journal, () -> NOW);
    }
}
