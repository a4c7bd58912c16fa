package dev.lungfish.core.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.neighbour.Watch.WatchRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {
    private static final Instant TOLD = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant PROMISED = TOLD.plus(Duration.ofHours(8));
    private static final SleepNotice NOTICE =
            new SleepNotice(
                    new HostIdentity("lab2", List.of()),
                    "3f2a",
                    "mem",
                    TOLD,
                    Optional.of(PROMISED));
    private static final WatchRules RULES =
            new WatchRules(
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(1),
                    Duration.ofHours(1));
    private static final Instant DUE = PROMISED.plus(RULES.grace());

    private final List<Watch.Action> done = new ArrayList<>();
    private Watch watch = Watch.begin(NOTICE, RULES).watch();

    @Test
    void waitsForThePromisedTimeAndTheGrace() {
        assertThat(Watch.begin(NOTICE, RULES).action())
                .isEqualTo(new Watch.Action.Wait(Optional.of(DUE)));

        clock(DUE.minusMillis(1));

        assertThat(done).containsExactly(new Watch.Action.Wait(Optional.of(DUE)));
    }

    @Test
    void wakesASleeperThatIsOverdueAgainAndAgainWithLongerPauses() {
        clock(DUE);
        clock(DUE.plusSeconds(14));
        clock(DUE.plusSeconds(15));
        clock(DUE.plusSeconds(45));
        clock(DUE.plusSeconds(105));
        clock(DUE.plusSeconds(165));

        assertThat(done)
                .containsExactly(
                        new Watch.Action.Wake(1),
                        new Watch.Action.Wait(Optional.of(DUE.plusSeconds(15))),
                        new Watch.Action.Wake(2),
                        new Watch.Action.Wake(3),
                        new Watch.Action.Wake(4),
                        new Watch.Action.Wake(5));
    }

    @Test
    void doesNothingForASleeperThatCameBackInTime() {
        seen(PROMISED.plusSeconds(3));
        clock(DUE);
        clock(DUE.plus(Duration.ofDays(1)));

        assertThat(watch.isOpen()).isFalse();
        assertThat(done)
                .containsExactly(
                        new Watch.Action.TellBack(
                                0,
                                Optional.of(Duration.ofSeconds(3)),
                                new NeighbourReason.HostSaidAwake()),
                        new Watch.Action.Wait(Optional.empty()),
                        new Watch.Action.Wait(Optional.empty()));
    }

    @Test
    void neverWakesASleeperThatPromisedNothing() {
        SleepNotice unbounded =
                new SleepNotice(NOTICE.sleeper(), "3f2a", "mem", TOLD, Optional.empty());
        watch = Watch.begin(unbounded, RULES).watch();

        clock(TOLD.plus(Duration.ofDays(3000)));
        seen(TOLD.plus(Duration.ofDays(3001)));

        assertThat(done)
                .containsExactly(
                        new Watch.Action.Wait(Optional.empty()),
                        new Watch.Action.TellBack(
                                0, Optional.empty(), new NeighbourReason.HostSaidAwake()));
    }

    @Test
    void tellsHowLateASleeperIsBackThatHadToBeWoken() {
        clock(DUE);
        seen(DUE.plusSeconds(9));

        assertThat(done.getLast())
                .isEqualTo(
                        new Watch.Action.TellBack(
                                1,
                                Optional.of(Duration.ofSeconds(129)),
                                new NeighbourReason.HostSaidAwake()));
    }

    @Test
    void givesUpWhenItsPatienceIsOver() {
        clock(DUE);
        clock(PROMISED.plus(RULES.patience()));
        clock(PROMISED.plus(RULES.patience()).plusSeconds(1));

        assertThat(watch).isInstanceOf(Watch.GivenUp.class);
        assertThat(watch.isOpen()).isTrue();
        assertThat(done.subList(1, 3))
                .containsExactly(
                        new Watch.Action.TellGivenUp(1), new Watch.Action.Wait(Optional.empty()));
    }

    @Test
    void tellsThatOneIsBackThatWasGivenUp() {
        clock(DUE);
        clock(PROMISED.plus(RULES.patience()));
        seen(PROMISED.plus(RULES.patience()).plusSeconds(7));

        assertThat(done.getLast()).isInstanceOf(Watch.Action.TellBack.class);
        assertThat(watch.isOpen()).isFalse();
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() ->
                        new WatchRules(
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ofMinutes(1),
                                Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }

    @Test
    void isNotCalledWokenWhereItAnsweredBeforeAnyPacket() {
        clock(DUE);
        on(new Watch.Event.Answered(DUE, new NeighbourReason.HostSaidAwake()));

        assertThat(watch)
                .isInstanceOfSatisfying(
                        Watch.Back.class, back -> assertThat(back.attempts()).isZero());
    }

    /// Whatever happens in whatever order, with a clock that may jump back: nothing is sent before
    /// its time, packets never come closer than the first pause, a sleeper that is not seen is
    /// woken until the patience ends, and nothing is sent to one that is back.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsItsPromisesWhateverHappens(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 2000; run++) {
            play(random);
        }
    }

    private void play(Random random) {
        watch = Watch.begin(NOTICE, RULES).watch();
        Instant now = TOLD;
        Optional<Instant> lastWake = Optional.empty();
        boolean back = false;
        int attempts = 0;
        for (int step = 0; step < 60; step++) {
            now = now.plusSeconds(random.nextInt(-20, random.nextBoolean() ? 60 : 3600));
            boolean sees = random.nextInt(40) == 0;
            Watch.Step taken =
                    watch.on(
                            sees
                                    ? new Watch.Event.Seen(now, new NeighbourReason.HostSaidAwake())
                                    : new Watch.Event.Clock(now),
                            RULES);
            switch (taken.action()) {
                case Watch.Action.Wake(int attempt) -> {
                    assertThat(sees || back).isFalse();
                    assertThat(now).isAfterOrEqualTo(DUE);
                    assertThat(attempt).isEqualTo(++attempts);
                    Instant wokenAt = now;
                    lastWake.ifPresent(last ->
                            assertThat(Duration.between(last, wokenAt))
                                    .isGreaterThanOrEqualTo(RULES.firstPause()));
                    lastWake = Optional.of(now);
                }
                case Watch.Action.TellBack(int told, _, _) -> {
                    assertThat(sees).isTrue();
                    assertThat(back).as("told twice").isFalse();
                    assertThat(told).isEqualTo(attempts);
                    back = true;
                }
                case Watch.Action.TellGivenUp(int told) -> {
                    assertThat(now).isAfterOrEqualTo(PROMISED.plus(RULES.patience()));
                    assertThat(told).isEqualTo(attempts);
                }
                case Watch.Action.Wait(Optional<Instant> at) ->
                        // Only an open watch that was not given up has something to wait for.
                        assertThat(at.isPresent())
                                .isEqualTo(
                                        watch instanceof Watch.Expecting
                                                || watch instanceof Watch.Overdue);
            }
            assertThat(taken.watch().isOpen()).isEqualTo(!back);
            watch = taken.watch();
        }
    }

    private void clock(Instant now) {
        on(new Watch.Event.Clock(now));
    }

    private void seen(Instant now) {
        on(new Watch.Event.Seen(now, new NeighbourReason.HostSaidAwake()));
    }

    private void on(Watch.Event event) {
        Watch.Step step = watch.on(event, RULES);
        watch = step.watch();
        done.add(step.action());
    }
}
