package dev.lungfish.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    @Test
    void isNoErrorWhereTheAnswerLiesBetweenQuestionAndReply() {
        assertThat(ClockOffset.seen(START, START.plusMillis(300), START.plusSeconds(1)).error())
                .isZero();
    }

    @Test
    void isTheLeastErrorThatExplainsTheAnswer() {
        assertThat(seen(START.minusSeconds(2)).error()).isEqualTo(Duration.ofSeconds(2));
        assertThat(seen(START.plusSeconds(4)).error()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void allowsForAllThatTheClockMayHaveBeen() {
        ClockOffset offset = seen(START).or(seen(START.minusSeconds(2)));

        assertThat(offset.late(START, START.plusSeconds(3))).isZero();
        assertThat(offset.late(START, START.plusSeconds(5))).isEqualTo(Duration.ofSeconds(2));
        assertThat(offset.late(START, START.minusSeconds(1))).isEqualTo(Duration.ofSeconds(-1));
    }

    /// A clock that was asked for a second.
    private static ClockOffset seen(Instant wall) {
        return ClockOffset.seen(START, wall, START.plusSeconds(1));
    }
}
