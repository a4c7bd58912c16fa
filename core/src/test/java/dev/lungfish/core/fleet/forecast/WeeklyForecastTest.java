package dev.lungfish.core.fleet.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.forecast.WeeklyForecast.Prediction;
import dev.lungfish.core.fleet.forecast.WeeklyForecast.Slot;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class WeeklyForecastTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant MONDAY =
            ZonedDateTime.of(2026, 3, 2, 0, 0, 0, 0, BERLIN).toInstant();
    private static final Duration STEP = Duration.ofMinutes(5);

    private static int office(Instant at) {
        ZonedDateTime local = at.atZone(BERLIN);
        boolean weekend = local.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
        return !weekend && local.getHour() >= 8 && local.getHour() < 18 ? 10 : 2;
    }

    private static List<Slot> run(
            WeeklyForecast forecast, Duration time, ToIntFunction<Instant> used) {
        List<Slot> slots = new ArrayList<>();
        Instant end = MONDAY.plus(time);
        for (Instant at = MONDAY; at.isBefore(end); at = at.plus(STEP)) {
            forecast.observe(at, used.applyAsInt(at)).ifPresent(slots::add);
        }
        return slots;
    }

    @Test
    void learnsTheHoursOfAnOfficeAlsoOverTheChangeOfTheClock() {
        WeeklyForecast forecast = new WeeklyForecast(BERLIN);
        // The clock changes on 29 March, after four weeks.
        List<Slot> _ = run(forecast, Duration.ofDays(28), WeeklyForecastTest::office);

        Instant monday = ZonedDateTime.of(2026, 3, 30, 8, 0, 0, 0, BERLIN).toInstant();
        assertThat(forecast.at(monday)).contains(new Prediction(10, 10, 10));
        assertThat(forecast.at(monday.minusSeconds(1))).contains(new Prediction(2, 2, 2));
        assertThat(forecast.most(monday.minusSeconds(120), monday.minusSeconds(1))).isEqualTo(2);
        assertThat(forecast.most(monday.minusSeconds(120), monday)).isEqualTo(10);
        assertThat(forecast.isOfUse()).isTrue();
    }

    @Test
    void isOfNoUseBeforeItHasSeenTwoWeeks() {
        WeeklyForecast young = new WeeklyForecast(BERLIN);
        List<Slot> _ = run(young, Duration.ofDays(13), WeeklyForecastTest::office);

        assertThat(young.isOfUse()).isFalse();
        assertThat(young.at(MONDAY.plus(Duration.ofDays(14)))).isPresent();
        assertThat(new WeeklyForecast(BERLIN).at(MONDAY)).isEmpty();
    }

    @Test
    void isNearerThanTheNaiveForecastWhereTheLoadIsNoisyAndItsIntervalIsRight() {
        Random random = new Random(7);
        WeeklyForecast forecast = new WeeklyForecast(BERLIN);
        List<Slot> _ =
                run(
                        forecast,
                        Duration.ofDays(70),
                        at -> office(at) + (int) Math.abs(random.nextGaussian() * 3));

        assertThat(forecast.accuracy().own()).isLessThan(0.85 * forecast.accuracy().naive());
        assertThat(forecast.accuracy().coverage()).isBetween(0.7, 0.95);
        assertThat(forecast.isOfUse()).isTrue();
    }

    @Test
    void isOfNoUseWhereTheLoadMovesAwayFromWhatItWas() {
        WeeklyForecast forecast = new WeeklyForecast(BERLIN);
        List<Slot> _ =
                run(
                        forecast,
                        Duration.ofDays(56),
                        at -> (int) (Duration.between(MONDAY, at).toDays() / 7 * 3));

        assertThat(forecast.accuracy().own()).isGreaterThan(forecast.accuracy().naive());
        assertThat(forecast.isOfUse()).isFalse();
    }

    @Test
    void forgetsAnOldHabitWithinWeeks() {
        WeeklyForecast forecast = new WeeklyForecast(BERLIN);
        List<Slot> _ =
                run(
                        forecast,
                        Duration.ofDays(56),
                        at -> at.isBefore(MONDAY.plus(Duration.ofDays(28))) ? 20 : 3);

        assertThat(forecast.at(MONDAY.plus(Duration.ofDays(57))).map(Prediction::median))
                .contains(3);
    }

    @Test
    void isTheSameAfterItsSlotsWereKeptAndLearnedAnew() {
        Random random = new Random(3);
        WeeklyForecast forecast = new WeeklyForecast(BERLIN);
        List<Slot> slots = run(forecast, Duration.ofDays(30), at -> office(at) + random.nextInt(4));

        WeeklyForecast again = new WeeklyForecast(BERLIN);
        slots.forEach(slot -> again.learn(slot.at(), slot.most()));

        assertThat(again.accuracy()).isEqualTo(forecast.accuracy());
        assertThat(again.isOfUse()).isEqualTo(forecast.isOfUse());
        for (int hour = 0; hour < 168; hour++) {
            Instant at = MONDAY.plus(Duration.ofDays(35)).plus(Duration.ofHours(hour));
            assertThat(again.at(at)).isEqualTo(forecast.at(at));
        }
    }

    @Test
    void aTimeInWhichNothingWasSeenIsNotTakenForNoLoad() {
        WeeklyForecast forecast = new WeeklyForecast(BERLIN);
        forecast.observe(MONDAY, 7);
        assertThat(forecast.observe(MONDAY.plus(Duration.ofHours(5)), 1))
                .contains(new Slot(MONDAY, 7));

        Instant nextWeek = MONDAY.plus(Duration.ofDays(7));
        assertThat(forecast.at(nextWeek)).contains(new Prediction(7, 7, 7));
        assertThat(forecast.at(nextWeek.plus(Duration.ofHours(2)))).isEmpty();
    }
}
