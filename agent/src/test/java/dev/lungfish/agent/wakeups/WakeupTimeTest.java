package dev.lungfish.agent.wakeups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class WakeupTimeTest {
    private static final ZonedDateTime EVENING =
            ZonedDateTime.parse("2026-03-28T22:00:00+01:00[Europe/Berlin]");

    @Test
    void takesATimeOfDayForTheNextOne() {
        assertThat(WakeupTime.parse("23:15", EVENING)).isEqualTo("2026-03-28T22:15:00Z");
        assertThat(WakeupTime.parse(" 22:00:01 ", EVENING)).isEqualTo("2026-03-28T21:00:01Z");
    }

    @Test
    void takesATimeOfDayThatHasPassedForThatOfTomorrow() {
        assertThat(WakeupTime.parse("06:30", EVENING))
                .as("the clocks were set forward in that night")
                .isEqualTo("2026-03-29T04:30:00Z");
        assertThat(WakeupTime.parse("22:00", EVENING)).isEqualTo("2026-03-29T20:00:00Z");
    }

    @Test
    void takesATimeThatAChangeOfTheClocksLeavesOutForOneAsMuchLater() {
        assertThat(WakeupTime.parse("02:30", EVENING)).isEqualTo("2026-03-29T01:30:00Z");
    }

    @Test
    void takesADurationFromNow() {
        assertThat(WakeupTime.parse("+8h", EVENING)).isEqualTo("2026-03-29T05:00:00Z");
        assertThat(WakeupTime.parse("+ 90s", EVENING)).isEqualTo("2026-03-28T21:01:30Z");
    }

    @Test
    void takesTimesOfIso8601() {
        assertThat(WakeupTime.parse("2026-04-01T06:30", EVENING)).isEqualTo("2026-04-01T04:30:00Z");
        assertThat(WakeupTime.parse("2026-04-01T06:30:05Z", EVENING))
                .isEqualTo("2026-04-01T06:30:05Z");
        assertThat(WakeupTime.parse("2026-04-01T06:30+02:00", EVENING))
                .isEqualTo("2026-04-01T04:30:00Z");
    }

    @Test
    void refusesAllElse() {
        for (String text :
                List.of("", "tomorrow", "25:00", "06:61", "8h", "1767225600", "2026-04-01")) {
            assertThatThrownBy(() -> WakeupTime.parse(text, EVENING))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a time expected");
        }
    }

    @Test
    void saysWhatIsWrongWithADuration() {
        assertThatThrownBy(() -> WakeupTime.parse("+8", EVENING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no unit");
        assertThatThrownBy(() -> WakeupTime.parse("+99999999999999d", EVENING))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Instant.MAX).as("what can be counted").isAfter(EVENING.toInstant());
    }
}
