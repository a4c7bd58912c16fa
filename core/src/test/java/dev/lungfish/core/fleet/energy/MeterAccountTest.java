package dev.lungfish.core.fleet.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lungfish.core.fleet.energy.MeterAccount.Look;
import dev.lungfish.core.fleet.energy.MeterValue.Counter;
import dev.lungfish.core.fleet.energy.MeterValue.Draw;
import dev.lungfish.core.procedure.request.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeterAccountTest {
    private static final long RANGE = 262_143_328_850L;
    private static final long MICROS = 1_000_000;

    private static Moment at(double awake, double asleep) {
        return new Moment(seconds(awake + asleep), seconds(awake), Instant.EPOCH);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static Look counter(double at, long... microjoules) {
        return counter(at(at, 0), microjoules);
    }

    private static Look counter(Moment at, long... microjoules) {
        return new Look(
                at,
                new HostMeters(
                        MeterScope.PART,
                        "RAPL",
                        Arrays.stream(microjoules)
                                .<MeterValue>mapToObj(value -> new Counter("c", value, RANGE))
                                .toList()));
    }

    private static Look power(double at, long watts) {
        return new Look(
                at(at, 0),
                new HostMeters(
                        MeterScope.WHOLE,
                        "hwmon power_meter",
                        List.of(new Draw("p", watts * MICROS))));
    }

    private static MeterReading readings(Look first, Look... more) {
        MeterAccount account = MeterAccount.begin("run", first);
        for (Look look : more) {
            account = account.after(look).orElseThrow();
        }
        return account.reading();
    }

    @Test
    void addsUpWhatAllCountersCounted() {
        MeterReading reading =
                readings(
                        counter(0, 5 * MICROS, 1 * MICROS),
                        counter(10, 505 * MICROS, 101 * MICROS),
                        counter(20, 1005 * MICROS, 201 * MICROS));

        assertThat(reading.millijoules()).isEqualTo(1_200_000);
        assertThat(reading.measured()).isEqualTo(Duration.ofSeconds(20));
        assertThat(reading.scope()).isEqualTo(MeterScope.PART);
    }

    @Test
    void goesOnOverTheEndOfACounter() {
        assertThat(readings(counter(0, RANGE - 300 * MICROS), counter(10, 200 * MICROS)))
                .extracting(MeterReading::millijoules)
                .isEqualTo(500_000L);
    }

    @Test
    void doesNotTakeACounterThatWasSetBackForOneThatWentRound() {
        MeterReading reading =
                readings(
                        counter(0, 100_000 * MICROS),
                        counter(10, 50 * MICROS),
                        counter(20, 1050 * MICROS));

        assertThat(reading.millijoules()).isEqualTo(1_000_000);
        assertThat(reading.measured()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void countsNothingOverASleep() {
        MeterReading reading =
                readings(
                        counter(at(0, 0), RANGE - 1),
                        counter(at(10, 3600), 1),
                        counter(at(20, 3600), 1 + 900 * MICROS));

        assertThat(reading.millijoules()).isEqualTo(900_000);
        assertThat(reading.measured()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void countsNothingWhereACounterMayHaveGoneRoundTwice() {
        MeterReading reading = readings(counter(0, 0), counter(600, 10 * MICROS));

        assertThat(reading.measured()).isZero();
        assertThat(reading.millijoules()).isZero();
    }

    @Test
    void believesNoJumps() {
        assertThat(readings(counter(0, 0), counter(1, 100_000 * MICROS)).measured()).isZero();
        assertThat(readings(power(0, 180), power(10, 4_294_967)).measured()).isZero();
        assertThat(readings(power(0, 180), power(10, 0)).measured()).isZero();
    }

    @Test
    void takesTheMeanOfTwoPowers() {
        MeterReading reading = readings(power(0, 100), power(10, 200), power(20, 200));

        assertThat(reading.millijoules()).isEqualTo(1_500_000 + 2_000_000);
        assertThat(reading.scope()).isEqualTo(MeterScope.WHOLE);
        assertThat(readings(power(0, 100), power(121, 100)).measured()).isZero();
    }

    @Test
    void endsWhereTheHostHasOtherMeters() {
        MeterAccount account = MeterAccount.begin("run", counter(0, 0, 0));

        assertThat(account.after(counter(10, 0))).isEmpty();
        assertThat(account.after(power(10, 100))).isEmpty();
    }

    /// Whatever a counter does, its account neither falls nor grows faster than hardware draws; and
    /// where nothing happened to it, it is exact.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverFallsNorGrowsFasterThanHardwareDraws(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            boolean quiet = random.nextBoolean();
            double awake = 0;
            double asleep = 0;
            long shown = random.nextLong(RANGE);
            double truth = 0;
            MeterAccount account = MeterAccount.begin("run", counter(at(0, 0), shown));
            for (int step = 0; step < 60; step++) {
                double length = 1 + random.nextInt(30);
                double watts = random.nextInt(1500);
                awake += length;
                truth += watts * length;
                shown = (shown + (long) (watts * length * MICROS)) % RANGE;
                if (!quiet) {
                    switch (random.nextInt(6)) {
                        case 0 -> shown = random.nextLong(RANGE);
                        case 1 -> shown = 0;
                        case 2 -> {
                            asleep += random.nextInt(10_000);
                            shown = random.nextBoolean() ? 0 : shown;
                        }
                        case 3 -> awake += random.nextInt(10_000);
                        default -> {}
                    }
                }
                MeterAccount before = account;
                account = account.after(counter(at(awake, asleep), shown)).orElseThrow();
                long grown = account.microjoules() - before.microjoules();
                Duration measured = account.measured().minus(before.measured());
                assertThat(grown).isNotNegative();
                assertThat(grown)
                        .isLessThanOrEqualTo(Counter.MOST_WATTS * (measured.toMillis() * 1000L));
            }
            assertThat(account.measured()).isLessThanOrEqualTo(seconds(awake));
            if (quiet) {
                assertThat(account.measured()).isEqualTo(seconds(awake));
                assertThat(account.microjoules() / 1e6).isCloseTo(truth, within(1.0));
            }
        }
    }

    @Test
    void aReadingIsNeverNegative() {
        assertThat(Optional.of(readings(power(0, 1))).map(MeterReading::millijoules)).contains(0L);
        assertThatThrownBy(() -> new MeterReading("r", MeterScope.PART, "s", Duration.ZERO, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no negative amounts");
    }
}
