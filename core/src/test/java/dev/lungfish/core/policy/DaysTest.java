package dev.lungfish.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.policy.Rule.Action;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.text.ReasonText;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// 27 November 2026 is a Friday.
class DaysTest {
    private static final LocalTime SIX = LocalTime.of(6, 0);

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T23:00, true",
        "2026-11-28T02:00, true",
        "2026-11-28T06:00, false",
        "2026-11-28T23:00, false",
        "2026-11-30T02:00, false",
        "2026-11-30T22:00, true"
    })
    void countsANightToTheDayOnWhichItBegins(String at, boolean holds) {
        Condition days = new Condition.Days("Mon..Fri", Optional.of(SIX));

        assertThat(days.holds(at(at), false)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "Sat..Sun, 2026-11-28T12:00, PT36H",
        "Fri, 2026-11-27T23:30, PT30M",
        "Mon..Sun, 2026-11-27T23:30, PT72H"
    })
    void sleepsNoLongerThanItsDaysLast(String days, String at, Duration length) {
        Rule rule =
                new Rule(
                        "weekend",
                        List.of(new Condition.Days(days, Optional.empty())),
                        Duration.ZERO,
                        new Action.Sleep(SleepTarget.MEM, Duration.ofDays(3)));

        assertThat(rule.sleepLength(zoned(at))).contains(length);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-28T12:00, 'on Mon..Fri wanted, it is Sat'"})
    void tellsWhichDayItIs(String at, String told) {
        Condition days = new Condition.Days("Mon..Fri", Optional.empty());

        assertThat(
                        ReasonText.sentence(
                                new PolicyReason.ConditionNotMet(
                                        days.wanted(), days.found(at(at)))))
                .isEqualTo(told);
    }

    private static ZonedDateTime zoned(String at) {
        return ZonedDateTime.parse(at + "+01:00[Europe/Berlin]");
    }

    private static Situation at(String at) {
        return new Situation(
                zoned(at),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                List.of());
    }
}
