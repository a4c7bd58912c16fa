package dev.lungfish.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenTimeTest {
    private static final ZonedDateTime EVENING =
            ZonedDateTime.parse("2026-03-28T22:00:00+01:00[Europe/Berlin]");

    @Test
    void takesATimeOfDayForTheNextOne() {
        assertThat(WrittenTime.parse("23:15", EVENING)).isEqualTo("2026-03-28T22:15:00Z");
        assertThat(WrittenTime.parse(" 22:00:01 ", EVENING)).isEqualTo("2026-03-28T21:00:01Z");
    }

    @Test
    void takesATimeOfDayThatHasPassedForThatOfTomorrow() {
        assertThat(WrittenTime.parse("06:30", EVENING))
                .as("the clocks were set forward in that night")
                .isEqualTo("2026-03-29T04:30:00Z");
        assertThat(WrittenTime.parse("22:00", EVENING)).isEqualTo("2026-03-29T20:00:00Z");
    }

    @Test
    void takesATimeThatAChangeOfTheClocksLeavesOutForOneAsMuchLater() {
        assertThat(WrittenTime.parse("02:30", EVENING)).isEqualTo("2026-03-29T01:30:00Z");
    }

    @Test
    void takesADurationFromNow() {
        assertThat(WrittenTime.parse("+8h", EVENING)).isEqualTo("2026-03-29T05:00:00Z");
        assertThat(WrittenTime.parse("+ 90s", EVENING)).isEqualTo("2026-03-28T21:01:30Z");
    }

    @Test
    void takesTimesOfIso8601() {
        assertThat(WrittenTime.parse("2026-04-01T06:30", EVENING))
                .isEqualTo("2026-04-01T04:30:00Z");
        assertThat(WrittenTime.parse("2026-04-01T06:30:05Z", EVENING))
                .isEqualTo("2026-04-01T06:30:05Z");
        assertThat(WrittenTime.parse("2026-04-01T06:30+02:00", EVENING))
                .isEqualTo("2026-04-01T04:30:00Z");
    }

    /// rtcwake(8) of util-linux 2.41, `--date`: all forms of its manual page.
    @ParameterizedTest
    @CsvSource({
        "20260401063000, 2026-04-01T04:30:00Z",
        "2026-04-01 06:30:05, 2026-04-01T04:30:05Z",
        "2026-04-01 06:30, 2026-04-01T04:30:00Z",
        "2026-04-01, 2026-03-31T22:00:00Z",
        "tomorrow, 2026-03-28T23:00:00Z",
        "+5min, 2026-03-28T21:05:00Z"
    })
    void takesTheFormsOfRtcwake(String text, String at) {
        assertThat(WrittenTime.parse(text, EVENING)).isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({
        "tomorrow 06:30, 2026-03-29T04:30:00Z",
        "06:30 tomorrow, 2026-03-29T04:30:00Z",
        "Tomorrow at 6:30am, 2026-03-29T04:30:00Z",
        "11pm, 2026-03-28T22:00:00Z",
        "6:30 PM, 2026-03-29T16:30:00Z",
        "today 23:00, 2026-03-28T22:00:00Z",
        "today 06:30, 2026-03-28T05:30:00Z",
        "monday 06:30, 2026-03-30T04:30:00Z",
        "Sat 23:00, 2026-03-28T22:00:00Z",
        "Sat 06:30, 2026-04-04T04:30:00Z",
        "next Sat 23:00, 2026-04-04T21:00:00Z",
        "next monday, 2026-03-29T22:00:00Z",
        "1 Apr 06:30, 2026-04-01T04:30:00Z",
        "'Apr 1, 2027 06:30', 2027-04-01T04:30:00Z",
        "1 jan 06:30, 2027-01-01T05:30:00Z",
        "2026-04-01 06:30 UTC, 2026-04-01T06:30:00Z",
        "2026-04-01 06:30 +0000, 2026-04-01T06:30:00Z",
        "Wed 2026-04-01 06:30, 2026-04-01T04:30:00Z",
        "2026/04/01 06:30, 2026-04-01T04:30:00Z",
        "8 hours, 2026-03-29T05:00:00Z",
        "now + 8 hours, 2026-03-29T05:00:00Z",
        "@1793000000, 2026-10-26T07:33:20Z"
    })
    void takesTheFormsOfDate(String text, String at) {
        assertThat(WrittenTime.parse(text, EVENING)).isEqualTo(at);
    }

    @Test
    void takesATimeThatHasBeenForTheLastSuch() {
        assertThat(WrittenTime.parsePast("06:30", EVENING)).isEqualTo("2026-03-28T05:30:00Z");
        assertThat(WrittenTime.parsePast("23:30", EVENING)).isEqualTo("2026-03-27T22:30:00Z");
        assertThat(WrittenTime.parsePast("yesterday", EVENING)).isEqualTo("2026-03-26T23:00:00Z");
        assertThat(WrittenTime.parsePast("Mon", EVENING)).isEqualTo("2026-03-22T23:00:00Z");
        assertThat(WrittenTime.parsePast("1 Apr", EVENING)).isEqualTo("2025-03-31T22:00:00Z");
    }

    @Test
    void saysThatADayHasAnotherDate() {
        assertThatThrownBy(() -> WrittenTime.parse("Mon 2026-04-01 06:30", EVENING))
                .hasMessageContaining("2026-04-01 is a wednesday");
    }

    @Test
    void refusesAllElse() {
        for (String text :
                List.of(
                        "",
                        "25:00",
                        "06:61",
                        "8h",
                        "1767225600",
                        "2026-02-30",
                        "13pm",
                        "06:30 07:30",
                        "tomorrow 2026-04-01",
                        "soon",
                        "6")) {
            assertThatThrownBy(() -> WrittenTime.parse(text, EVENING))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a time expected");
        }
    }

    @Test
    void saysWhatIsWrongWithADuration() {
        assertThatThrownBy(() -> WrittenTime.parse("+8", EVENING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no unit");
        assertThatThrownBy(() -> WrittenTime.parse("+99999999999999d", EVENING))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Instant.MAX).as("what can be counted").isAfter(EVENING.toInstant());
    }
}
