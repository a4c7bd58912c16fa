package dev.lungfish.core.fleet.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.fleet.schedule.WeeklyWindow.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeeklyWindowTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

    private static WeeklyWindow daily(String from, String to) {
        return new WeeklyWindow(ALL, LocalTime.parse(from), LocalTime.parse(to), BERLIN);
    }

    private static Instant utc(String time) {
        return Instant.parse(time + ":00Z");
    }

    @Test
    void followsTheClockOfThePlaceInSummerAndInWinter() {
        WeeklyWindow work = daily("08:00", "18:00");

        assertThat(work.next(utc("2026-01-14T00:00")))
                .isEqualTo(new Span(utc("2026-01-14T07:00"), utc("2026-01-14T17:00")));
        assertThat(work.next(utc("2026-07-14T00:00")))
                .isEqualTo(new Span(utc("2026-07-14T06:00"), utc("2026-07-14T16:00")));
    }

    @Test
    void aTimeThatTheClockSkipsInSpringIsWhenItSkipsIt() {
        // On 29 March 2026 the clock of Berlin goes from 02:00 to 03:00, at 01:00 UTC.
        Instant before = utc("2026-03-28T12:00");

        assertThat(daily("02:30", "04:00").next(before))
                .isEqualTo(new Span(utc("2026-03-29T01:00"), utc("2026-03-29T02:00")));
        assertThat(daily("01:30", "02:30").next(before))
                .isEqualTo(new Span(utc("2026-03-29T00:30"), utc("2026-03-29T01:00")));
        // All of it is skipped: there is none on that day.
        assertThat(daily("02:00", "02:45").next(before))
                .isEqualTo(new Span(utc("2026-03-30T00:00"), utc("2026-03-30T00:45")));
    }

    @Test
    void aTimeThatTheClockShowsTwiceInAutumnIsTheFirstAsABeginningAndTheSecondAsAnEnd() {
        // On 25 October 2026 the clock of Berlin goes from 03:00 to 02:00, at 01:00 UTC.
        Instant before = utc("2026-10-24T12:00");

        assertThat(daily("02:30", "04:00").next(before))
                .isEqualTo(new Span(utc("2026-10-25T00:30"), utc("2026-10-25T03:00")));
        assertThat(daily("01:00", "02:30").next(before))
                .isEqualTo(new Span(utc("2026-10-24T23:00"), utc("2026-10-25T01:30")));
        assertThat(daily("02:10", "02:20").at(utc("2026-10-25T00:50"))).isPresent();
    }

    @Test
    void belongsToTheDayOnWhichItBegins() {
        WeeklyWindow friday =
                new WeeklyWindow(
                        Set.of(DayOfWeek.FRIDAY),
                        LocalTime.parse("22:00"),
                        LocalTime.parse("06:00"),
                        BERLIN);

        assertThat(friday.at(utc("2026-01-17T04:59"))).isPresent(); // Saturday, 05:59
        assertThat(friday.at(utc("2026-01-17T05:00"))).isEmpty();
        assertThat(friday.at(utc("2026-01-16T04:00"))).isEmpty(); // Friday, 05:00
        WeeklyWindow whole =
                new WeeklyWindow(
                        Set.of(DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, BERLIN);
        assertThat(whole.next(utc("2026-03-23T00:00")))
                .satisfies(span ->
                        assertThat(Duration.between(span.from(), span.to()))
                                .isEqualTo(Duration.ofHours(23)));
        assertThatThrownBy(() ->
                        new WeeklyWindow(Set.of(), LocalTime.MIDNIGHT, LocalTime.NOON, BERLIN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Minute by minute over the two changes of a year, by what the clock on the wall shows.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void isOpenWhereverTheClockShowsATimeOfIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            LocalTime from = LocalTime.ofSecondOfDay(60L * random.nextInt(1440));
            LocalTime to = LocalTime.ofSecondOfDay(60L * random.nextInt(1440));
            WeeklyWindow window = new WeeklyWindow(ALL, from, to, BERLIN);
            for (String day : Set.of("2026-03-28T20:00", "2026-10-24T20:00")) {
                for (Instant now = utc(day);
                        now.isBefore(utc(day).plus(Duration.ofHours(12)));
                        now = now.plusSeconds(60)) {
                    LocalTime shown = ZonedDateTime.ofInstant(now, BERLIN).toLocalTime();
                    boolean wanted =
                            to.isAfter(from)
                                    ? !shown.isBefore(from) && shown.isBefore(to)
                                    : !shown.isBefore(from) || shown.isBefore(to);
                    if (wanted) {
                        assertThat(window.at(now)).as(window + " at " + now).isPresent();
                    }
                    assertThat(window.next(now).from()).isAfter(now);
                }
            }
        }
    }
}
