package dev.lungfish.core.procedure.state;

import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a request does with wakeups before it is accepted.
class WakeupPlanTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeHost host = new FakeHost();
    private final Instant begun = host.now().wall();

    @Test
    void refusesWhereItIsNotKnownWhoWantsTheHostAwake() {
        host.override =
                effect ->
                        effect instanceof Effect.FindWakeups
                                ? Optional.of(
                                        new Answer.WakeupsFound(
                                                List.of(),
                                                List.of(
                                                        ReceivedReason.uncoded(
                                                                "wakeups.json is damaged"))))
                                : Optional.empty();

        Outcome outcome = run(HOUR);

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(sentence(outcome.reason())).contains("wakeups.json is damaged");
        assertThat(host.effects).doesNotContain("Reply", "SetAlarm");
    }

    @Test
    void refusesWhereWakeupsCanNotBeFound() {
        host.override =
                effect ->
                        effect instanceof Effect.FindWakeups
                                ? Optional.of(new Answer.Failed("no answer in 5 s", ""))
                                : Optional.empty();

        assertThat(sentence(run(HOUR).reason())).contains("not known: no answer in 5 s");
    }

    @Test
    void goesOnWithoutWakeupsWhereTheRequestSaysSo() {
        host.override =
                effect ->
                        effect instanceof Effect.FindWakeups
                                ? Optional.of(new Answer.Failed("no answer in 5 s", ""))
                                : Optional.empty();

        assertThat(host.run(requestOf(HOUR, Set.of("wakeups"), false)).outcome())
                .hasValueSatisfying(
                        outcome -> assertThat(outcome).isInstanceOf(Outcome.Slept.class));
    }

    @Test
    void tellsThePlanOfWakeupsInADryRun() {
        ask("updates", Duration.ofMinutes(40), MINUTE);
        ask("backup", Duration.ofMinutes(30), MINUTE.multipliedBy(10));
        ask("later", Duration.ofHours(30), MINUTE);

        Outcome outcome = host.run(requestOf(HOUR, Set.of(), true)).outcome().orElseThrow();

        assertThat(outcome).isInstanceOf(Outcome.WouldSleep.class);
        assertThat(((Outcome.WouldSleep) outcome).plan())
                .extracting(ReasonText::sentence)
                .containsSubsequence(
                        "awake at "
                                + SpokenTime.of(Instant.parse("1970-01-01T01:30:00Z"))
                                + " for 10 min: backup (asked for by a test)",
                        "awake at "
                                + SpokenTime.of(Instant.parse("1970-01-01T01:40:00Z"))
                                + " for 1 min: updates (asked for by a test)")
                .noneMatch(sentence -> sentence.contains("later"));
    }

    @Test
    void namesOnlyTheFirstOfManyInAPlan() {
        for (int minute = 10; minute < 40; minute++) {
            ask("task " + minute, Duration.ofMinutes(minute), MINUTE);
        }

        Outcome outcome = host.run(requestOf(HOUR, Set.of(), true)).outcome().orElseThrow();

        assertThat(((Outcome.WouldSleep) outcome).plan())
                .extracting(ReasonText::sentence)
                .contains("14 more wakeups after these");
    }

    @Test
    void asksForAStayOfMoreThanNothing() {
        assertThatThrownBy(() -> new Wakeup("1", "a test", "backup", begun, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a stay of more than nothing expected");
    }

    private Outcome run(Duration length) {
        return host.run(FakeHost.request(length)).outcome().orElseThrow();
    }

    private static SleepRequest requestOf(Duration length, Set<String> ignored, boolean dryRun) {
        return Asked.forLength(length).ignoring(ignored).dryRun(dryRun).request();
    }

    private void ask(String reason, Duration in, Duration stay) {
        host.wakeups.add(new Wakeup(reason, "a test", reason, begun.plus(in), stay));
    }
}
