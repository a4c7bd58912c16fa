package dev.lungfish.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.policy.Condition.Quantity;
import dev.lungfish.core.policy.Rule.Action;
import dev.lungfish.core.policy.Situation.PowerSource;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.text.ReasonText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final ZonedDateTime EVENING =
            ZonedDateTime.of(2026, 11, 24, 20, 0, 0, 0, ZoneId.of("Europe/Berlin"));
    private static final Condition BUSY = new Condition.Amount(Quantity.LOAD, false, 60, 20);
    private static final Condition QUIET = new Condition.Amount(Quantity.LOAD, true, 10, 5);
    private static final Condition NO_GUESTS = new Condition.Amount(Quantity.GUESTS, true, 0, 0);
    private static final Rule FAST =
            new Rule("busy", List.of(BUSY), Duration.ZERO, new Action.UseProfile("performance"));
    private static final Rule SLEEP =
            new Rule(
                    "asleep when idle",
                    List.of(QUIET, NO_GUESTS, new Condition.NoBlockers()),
                    Duration.ofMinutes(20),
                    new Action.Sleep(SleepTarget.MEM, Duration.ofHours(2)));
    private static final Rule ELSE =
            new Rule("otherwise", List.of(), Duration.ZERO, new Action.UseProfile("balanced"));
    private static final Duration MINIMUM = Duration.ofMinutes(5);
    private static final Ladder LADDER = new Ladder(List.of(FAST, SLEEP, ELSE), MINIMUM);

    private final Decider decider = new Decider(LADDER);

    @Test
    void takesTheFirstRuleThatHolds() {
        assertThat(rule(decider.decide(at(0, 80), Decision.none()))).isEqualTo("busy");
        assertThat(rule(decider.decide(at(0, 30), Decision.none()))).isEqualTo("otherwise");
    }

    @Test
    void waitsUntilARuleHasHeldForLongEnough() {
        Decision decision = Decision.none();
        for (int minute = 0; minute < 20; minute++) {
            decision = decider.decide(at(minute, 3), decision);
            assertThat(rule(decision)).isEqualTo("otherwise");
        }
        assertThat(decision.why())
                .extracting(ReasonText::sentence)
                .contains(
                        "'asleep when idle' holds in 1 min if it stays so: load 3%; guests 0;"
                                + " nothing keeps the host awake");
        assertThat(rule(decider.decide(at(20, 3), decision))).isEqualTo("asleep when idle");
    }

    @Test
    void beginsToCountAnewWhereAConditionEndedInBetween() {
        Decision decision = Decision.none();
        for (int minute = 0; minute <= 25; minute++) {
            decision = decider.decide(at(minute, minute == 10 ? 30 : 3), decision);
            assertThat(rule(decision)).isEqualTo("otherwise");
        }
    }

    @Test
    void doesNotEndWithinTheMargin() {
        Decision decision = decider.decide(at(0, 80), Decision.none());
        decision = decider.decide(at(10, 45), decision);
        assertThat(rule(decision)).isEqualTo("busy");
        decision = decider.decide(at(20, 39), decision);
        assertThat(rule(decision)).isEqualTo("otherwise");
        assertThat(rule(decider.decide(at(30, 45), decision))).isEqualTo("otherwise");
    }

    @Test
    void staysAwakeWhereSomethingIsNotKnown() {
        Decision decision = Decision.none();
        for (int minute = 0; minute < 60; minute++) {
            Situation unknown =
                    new Situation(
                            EVENING.plusMinutes(minute),
                            OptionalInt.of(0),
                            OptionalInt.empty(),
                            OptionalInt.of(0),
                            OptionalInt.of(0),
                            Optional.empty(),
                            OptionalInt.empty(),
                            List.of());
            decision = decider.decide(unknown, decision);
            assertThat(rule(decision)).isEqualTo("otherwise");
        }
        assertThat(decision.why())
                .extracting(ReasonText::sentence)
                .contains(
                        "'asleep when idle' does not hold: guests at most 0 wanted, guests not"
                                + " known");
    }

    @Test
    void endsASleepAtOnceWhereTheHostIsNeeded() {
        Decision decision = Decision.none();
        for (int minute = 0; minute <= 20; minute++) {
            decision = decider.decide(at(minute, 3), decision);
        }
        assertThat(rule(decision)).isEqualTo("asleep when idle");
        assertThat(rule(decider.decide(at(21, 90), decision))).isEqualTo("busy");
    }

    @Test
    void tellsWhatWouldChangeIt() {
        Decision decision = decider.decide(at(0, 30), Decision.none());

        assertThat(decider.whatWouldChange(decision, at(0, 30)))
                .extracting(ReasonText::sentence)
                .containsExactly(
                        "'busy' (profile performance) would take over with: load at least 60%"
                                + " (ends below 40%)",
                        "'asleep when idle' (sleep (mem) for 2 h) would take over after 20 min"
                                + " with: load at most 10% (ends above 15%)",
                        "'otherwise' never ends by itself");
    }

    @Test
    void sleepsNoLongerThanTheHoursOfTheRule() {
        Rule night =
                new Rule(
                        "night",
                        List.of(new Condition.Hours(LocalTime.of(22, 0), LocalTime.of(6, 0))),
                        Duration.ZERO,
                        new Action.Sleep(SleepTarget.MEM, Duration.ofHours(10)));

        assertThat(night.sleepLength(EVENING.withHour(23))).contains(Duration.ofHours(7));
        assertThat(night.sleepLength(EVENING.withHour(5).withMinute(30)))
                .contains(Duration.ofMinutes(30));
        assertThat(ELSE.sleepLength(EVENING)).isEmpty();
    }

    /// Whatever the load does, no decision but that of a sleep gives way before its minimum.
    @RepeatedTest(100)
    void neverFlapsFasterThanTheMinimum(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Decision decision = Decision.none();
        Instant changed = Instant.MIN;
        ZonedDateTime now = EVENING;
        for (int look = 0; look < 500; look++) {
            now = now.plusSeconds(random.nextInt(1, 90));
            Situation situation =
                    new Situation(
                            now,
                            random.nextInt(10) == 0
                                    ? OptionalInt.empty()
                                    : OptionalInt.of(random.nextInt(101)),
                            OptionalInt.of(random.nextInt(2)),
                            OptionalInt.of(0),
                            OptionalInt.of(0),
                            Optional.empty(),
                            OptionalInt.empty(),
                            List.of());
            Decision next = decider.decide(situation, decision);
            if (!next.rule().equals(decision.rule()) && look > 0) {
                boolean fromSleep = decision.rule().equals(Optional.of(SLEEP));
                if (!fromSleep) {
                    assertThat(Duration.between(changed, now.toInstant()))
                            .isGreaterThanOrEqualTo(MINIMUM);
                }
            }
            if (!next.rule().equals(decision.rule())) {
                changed = now.toInstant();
                assertThat(next.since()).isEqualTo(changed);
            }
            decision = next;
        }
    }

    /// The same situations give the same decisions, in whatever pieces they are looked at.
    @RepeatedTest(20)
    void sleepsOnlyAfterItsConditionsHeldWithoutABreak(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Decision decision = Decision.none();
        Instant quietSince = Instant.MAX;
        ZonedDateTime now = EVENING;
        for (int look = 0; look < 1000; look++) {
            now = now.plusSeconds(random.nextInt(1, 120));
            int load = random.nextInt(50) == 0 ? random.nextInt(101) : random.nextInt(9);
            decision = decider.decide(situation(now, load), decision);
            if (load > 15) {
                quietSince = Instant.MAX;
            } else if (quietSince.equals(Instant.MAX) && load <= 10) {
                quietSince = now.toInstant();
            }
            if (decision.rule().equals(Optional.of(SLEEP))) {
                assertThat(now.toInstant()).isAfterOrEqualTo(quietSince.plus(SLEEP.after()));
            }
        }
    }

    private static Situation at(int minute, int load) {
        return situation(EVENING.plusMinutes(minute), load);
    }

    private static Situation situation(ZonedDateTime at, int load) {
        return new Situation(
                at,
                OptionalInt.of(load),
                OptionalInt.of(0),
                OptionalInt.of(0),
                OptionalInt.of(0),
                Optional.of(PowerSource.MAINS),
                OptionalInt.empty(),
                List.of());
    }

    private static String rule(Decision decision) {
        return decision.rule().map(Rule::name).orElse("none");
    }
}
