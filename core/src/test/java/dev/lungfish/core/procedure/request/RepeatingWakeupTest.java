package dev.lungfish.core.procedure.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The times are those of `systemd-analyze calendar` of systemd 252.
class RepeatingWakeupTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void comesAgainAfterItsStay() {
        Wakeup nightly = wakeup("Mon..Fri *-*-* 06:30:00", "2026-01-08T12:00:00Z");

        assertThat(times(nightly, "2026-01-09T05:29:00Z").subList(0, 2))
                .containsExactly("2026-01-09T05:30:00Z", "2026-01-12T05:30:00Z");
        assertThat(upcoming(nightly, "2026-01-09T05:39:59Z")).isEqualTo("2026-01-09T05:30:00Z");
        assertThat(upcoming(nightly, "2026-01-09T05:40:00Z")).isEqualTo("2026-01-12T05:30:00Z");
    }

    @Test
    void doesNotCountWhatWasBeforeItWasAskedFor() {
        assertThat(
                        upcoming(
                                wakeup("*-*-* 06:30:00", "2026-01-09T05:31:00Z"),
                                "2026-01-09T05:32:00Z"))
                .isEqualTo("2026-01-10T05:30:00Z");
    }

    @Test
    void isKnownToAHostThatSleptPastIt() {
        assertThat(times(wakeup("*-*-* 06:30:00", "2026-01-01T00:00:00Z"), "2026-01-09T08:00:00Z"))
                .startsWith("2026-01-09T05:30:00Z", "2026-01-10T05:30:00Z");
    }

    @Test
    void comesNotInTheHourThatSummerTimeSkips() {
        assertThat(times(wakeup("*-*-* 02:30:00", "2026-03-28T12:00:00Z"), "2026-03-28T12:00:00Z"))
                .startsWith("2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z");
    }

    @Test
    void comesOnceInTheHourThatTheClockShowsTwice() {
        Wakeup nightly = wakeup("*-*-* 02:30:00", "2026-10-20T12:00:00Z");

        for (String now :
                List.of("2026-10-25T00:00:00Z", "2026-10-25T00:35:00Z", "2026-10-25T01:10:00Z")) {
            assertThat(times(nightly, now))
                    .as(now)
                    .contains("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")
                    .doesNotContain("2026-10-25T01:30:00Z");
        }
    }

    @Test
    void isOverADayAfterItsLastTime() {
        Wakeup once = wakeup("2026-01-09 06:30:00", "2026-01-01T00:00:00Z");

        assertThat(times(once, "2026-01-10T05:00:00Z")).containsExactly("2026-01-09T05:30:00Z");
        assertThat(times(once, "2026-01-10T06:00:00Z")).isEmpty();
    }

    private static List<String> times(Wakeup wakeup, String now) {
        return wakeup.occurrences(Instant.parse(now), BERLIN).stream()
                .map(one -> one.at().toString())
                .toList();
    }

    private static String upcoming(Wakeup wakeup, String now) {
        return wakeup.upcoming(Instant.parse(now), BERLIN).at().toString();
    }

    private static Wakeup wakeup(String calendar, String since) {
        Instant begun = Instant.parse(since);
        return new Wakeup(
                "1",
                "a test",
                "backup",
                begun,
                Duration.ofMinutes(10),
                Optional.of(new Wakeup.Repeats(calendar, begun)));
    }
}
