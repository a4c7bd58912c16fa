package dev.lungfish.core.fleet.energy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.energy.HostAccount.Booked;
import dev.lungfish.core.fleet.energy.HostAccount.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAccountTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final PowerModel POWER =
            new PowerModel(100, 5, 120, Duration.ofSeconds(5), Duration.ofSeconds(15));
    private static final Rules RULES = new Rules(POWER, ZoneOffset.UTC);
    private static final LocalDate DAY = LocalDate.parse("2026-11-30");

    private HostAccount account = HostAccount.begin(HostActivity.AWAKE, NOON);
    private final List<Booked> booked = new ArrayList<>();
    private Rules rules = RULES;

    private void then(UnaryOperator<HostAccount> begin) {
        account = begin.apply(account);
    }

    private void change(HostActivity next, Instant at) {
        take(account.changes(next, at, rules));
    }

    private void read(String run, long seconds, long joules, MeterScope scope, Instant at) {
        MeterReading reading =
                new MeterReading(run, scope, "m", Duration.ofSeconds(seconds), joules * 1000);
        take(account.reads(reading, at, rules));
    }

    private void take(Booked next) {
        booked.add(next);
        account = next.account();
    }

    private EnergyUse sum() {
        return booked.stream()
                .flatMap(some -> some.days().values().stream())
                .reduce(EnergyUse.NONE, EnergyUse::plus);
    }

    private EnergyUse of(String day) {
        return booked.stream()
                .map(some -> some.days().getOrDefault(LocalDate.parse(day), EnergyUse.NONE))
                .reduce(EnergyUse.NONE, EnergyUse::plus);
    }

    private static Instant after(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    @Test
    void booksASleepByTheModel() {
        change(HostActivity.BETWEEN, after(60));
        change(HostActivity.ASLEEP, after(70));
        change(HostActivity.BETWEEN, after(3670));
        change(HostActivity.AWAKE, after(3690));

        EnergyUse sum = sum();
        assertThat(sum.awake()).isEqualTo(60_000);
        assertThat(sum.asleep()).isEqualTo(3_600_000);
        assertThat(sum.between()).isEqualTo(30_000);
        assertThat(sum.sleeps()).isEqualTo(1);
        assertThat(sum.used()).isEqualTo((60 * 100 + 3600 * 5 + 30 * 120) * 1000);
        assertThat(sum.saved()).isEqualTo((3600 * 95 - 30 * 20) * 1000);
    }

    @Test
    void aSleepThatIsTooShortSavesLessThanNothing() {
        change(HostActivity.BETWEEN, after(0));
        change(HostActivity.ASLEEP, after(10));
        change(HostActivity.AWAKE, after(11));

        assertThat(sum().saved()).isNegative();
    }

    @Test
    void takesWhatAMeterOfTheWholeHostMeasuredInPlaceOfTheModel() {
        read("a", 10, 1000, MeterScope.WHOLE, after(30));
        read("a", 70, 13_000, MeterScope.WHOLE, after(90));

        EnergyUse sum = sum();
        assertThat(sum.wholeTime()).isEqualTo(60_000);
        assertThat(sum.whole()).isEqualTo(12_000_000);
        assertThat(sum.model()).isEqualTo(30 * 100 * 1000);
        assertThat(sum.used()).isEqualTo(12_000_000 + 3_000_000);
    }

    @Test
    void takesWhatRaplMeasuredForAtLeastThatMuch() {
        read("a", 0, 0, MeterScope.PART, NOON);
        read("a", 60, 2_400, MeterScope.PART, after(60));
        read("a", 120, 2_400 + 9_000, MeterScope.PART, after(120));

        EnergyUse sum = sum();
        assertThat(sum.part()).isEqualTo(11_400_000);
        assertThat(sum.partUse()).isEqualTo((6_000 + 9_000) * 1000);
        assertThat(sum.used()).isEqualTo(sum.partUse());
        assertThat(sum.whole()).isZero();
    }

    @Test
    void modelsWhatAMeterDidNotMeasure() {
        read("a", 0, 0, MeterScope.WHOLE, NOON);
        read("a", 45, 9_000, MeterScope.WHOLE, after(60));

        assertThat(sum().wholeTime()).isEqualTo(45_000);
        assertThat(sum().model()).isEqualTo(15 * 100 * 1000);
    }

    @Test
    void comparesNoReadingsOfTwoRunsNorAbsurdOnes() {
        read("a", 0, 0, MeterScope.WHOLE, NOON);
        read("b", 60, 9_000, MeterScope.WHOLE, after(60));
        read("b", 120, 9_000_000_000L, MeterScope.WHOLE, after(120));
        read("b", 110, 1, MeterScope.WHOLE, after(180));

        assertThat(sum().whole()).isZero();
        assertThat(sum().model()).isEqualTo(180 * 100 * 1000);
    }

    @Test
    void booksNothingTwiceWhereAReadingComesLate() {
        read("a", 0, 0, MeterScope.WHOLE, NOON);
        take(account.passes(after(60), rules));
        assertThat(sum()).isEqualTo(EnergyUse.NONE);
        take(account.passes(after(600), rules));
        assertThat(sum().model()).isEqualTo(600 * 100 * 1000);

        read("a", 1200, 240_000, MeterScope.WHOLE, after(1200));

        assertThat(sum().awake()).isEqualTo(1_200_000);
        assertThat(sum().wholeTime()).isEqualTo(600_000);
        assertThat(sum().whole()).isEqualTo(120_000_000);
    }

    @Test
    void tellsWhatNobodySawAsNotKnown() {
        take(account.unseen(after(60), after(660), rules));
        take(account.passes(after(700), rules));

        assertThat(sum().unknown()).isEqualTo(600_000);
        assertThat(sum().awake()).isEqualTo(100_000);
    }

    @Test
    void booksNoTimeWhereTheClockIsSetBack() {
        then(before -> before.setBack(after(-3600)));
        take(account.passes(after(-3500), rules));

        assertThat(sum().awake()).isEqualTo(100_000);
    }

    @Test
    void splitsAtMidnightOfThePoolsZoneAlsoWhereTheClockIsChanged() {
        rules = new Rules(POWER, ZoneId.of("Europe/Berlin"));
        account = HostAccount.begin(HostActivity.AWAKE, Instant.parse("2026-10-23T22:00:00Z"));
        take(account.passes(Instant.parse("2026-10-26T23:00:00Z"), rules));

        assertThat(of("2026-10-24").awake()).isEqualTo(Duration.ofHours(24).toMillis());
        assertThat(of("2026-10-25").awake()).isEqualTo(Duration.ofHours(25).toMillis());
        assertThat(of("2026-10-26").awake()).isEqualTo(Duration.ofHours(24).toMillis());
    }

    @Test
    void splitsWhatWasMeasuredWithoutLosingAny() {
        account = HostAccount.begin(HostActivity.AWAKE, Instant.parse("2026-11-30T23:59:20Z"));
        read("a", 0, 0, MeterScope.WHOLE, Instant.parse("2026-11-30T23:59:20Z"));
        take(
                account.reads(
                        new MeterReading("a", MeterScope.WHOLE, "m", Duration.ofSeconds(60), 7001),
                        Instant.parse("2026-12-01T00:00:20Z"),
                        rules));

        assertThat(of("2026-11-30").wholeTime()).isEqualTo(40_000);
        assertThat(of("2026-11-30").whole() + of("2026-12-01").whole()).isEqualTo(7001);
        assertThat(booked.getLast().days()).containsOnlyKeys(DAY, DAY.plusDays(1));
    }

    /// Where nothing is measured, what was used and saved is what an idle host that is always awake
    /// uses, to the millijoule.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void usedAndSavedAreTogetherWhatAnAwakeHostUses(long seed) {
        Random random = new Random(seed);
        List<HostActivity> all = List.of(HostActivity.values());
        Instant now = NOON;
        for (int i = 0; i < 2000; i++) {
            now = now.plusMillis(random.nextInt(3_000_000));
            HostActivity next = all.get(random.nextInt(all.size()));
            if (random.nextBoolean()) {
                take(account.passes(now, rules));
            }
            change(next, now);
        }

        EnergyUse sum = sum();
        long known = sum.awake() + sum.asleep() + sum.between();
        assertThat(known + sum.unknown()).isEqualTo(Duration.between(NOON, now).toMillis());
        assertThat(sum.used() + sum.saved()).isEqualTo(100 * known);
    }
}
