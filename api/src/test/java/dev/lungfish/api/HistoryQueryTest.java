package dev.lungfish.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryQueryTest {
    private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05Z");

    private static PastSleep sleep(int hour) {
        return new PastSleep.Foreign(
                new JournalEntry.Foreign(
                        Optional.of(
                                new Segment(
                                        SleepState.SUSPEND_TO_RAM,
                                        AlarmPlan.Reason.PROMISE,
                                        Duration.ofMinutes(1),
                                        Duration.ZERO,
                                        Duration.ZERO,
                                        Duration.ZERO,
                                        new WakeCause(
                                                WakeCause.Kind.ALARM,
                                                ReceivedReason.uncoded("the alarm")),
                                        false,
                                        FIRST.plus(Duration.ofHours(hour)))),
                        ReceivedReason.uncoded("somebody slept")));
    }

    @Test
    void takesTheNewestAndThoseSinceATime() {
        List<PastSleep> past = IntStream.range(0, 5).mapToObj(HistoryQueryTest::sleep).toList();

        assertThat(HistoryQuery.ALL.of(past)).isEqualTo(past);
        assertThat(new HistoryQuery(2, Optional.empty()).of(past))
                .containsExactly(past.get(3), past.get(4));
        assertThat(new HistoryQuery(0, Optional.empty()).of(past)).isEmpty();
        assertThat(new HistoryQuery(-1, Optional.of(FIRST.plusSeconds(3600))).of(past))
                .isEqualTo(past.subList(1, 5));
        assertThat(new HistoryQuery(1, Optional.of(FIRST)).of(past)).containsExactly(past.get(4));
    }

    @Test
    void takesThePastInPages() {
        List<PastSleep> past = IntStream.range(0, 1_203).mapToObj(HistoryQueryTest::sleep).toList();

        assertThat(HistoryQuery.ALL.onePage().of(past)).isEqualTo(past.subList(703, 1_203));
        assertThat(HistoryQuery.ALL.after(500).onePage().of(past))
                .isEqualTo(past.subList(203, 703));
        assertThat(HistoryQuery.ALL.after(1_000).onePage().of(past))
                .isEqualTo(past.subList(0, 203));
        assertThat(HistoryQuery.ALL.after(1_203).onePage().of(past)).isEmpty();
        assertThat(new HistoryQuery(510, Optional.empty()).after(500).of(past))
                .isEqualTo(past.subList(693, 703));
    }
}
