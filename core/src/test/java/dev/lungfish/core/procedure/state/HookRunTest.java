package dev.lungfish.core.procedure.state;

import static dev.lungfish.core.procedure.state.SleepProcedureTest.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.reason.ReceivedReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Hooks run around the whole request: before guests are put aside, and after they are back.
class HookRunTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeHost host = new FakeHost();

    @BeforeEach
    void addHooks() {
        host.hooks.addAll(List.of("10-slurm", "20-kubelet"));
    }

    @Test
    void runAroundGuestsAndOnceForAllSleepsOfARequest() {
        host.guests.add(new PreparedGuest("u-1", "web1"));

        Ended ended = host.run(Asked.forLength(HOUR).withGuests(GuestPolicy.PAUSE).request());

        assertThat(outcome(ended)).isInstanceOf(Outcome.Slept.class);
        assertThat(host.effects)
                .containsSubsequence(
                        "Quiesce",
                        "RunHooks",
                        "PutGuestsAside",
                        "Enter",
                        "BringGuestsBack",
                        "FinishHooks",
                        "Resume")
                .containsOnlyOnce("RunHooks", "FinishHooks");
        assertThat(host.hooksBegun).isEmpty();
    }

    @Test
    void standInThePlanOfADryRunThatRunsNone() {
        Ended ended = host.run(Asked.forLength(HOUR).dryRun(true).request());

        assertThat(outcome(ended))
                .isInstanceOfSatisfying(
                        Outcome.WouldSleep.class,
                        would ->
                                assertThat(would.plan())
                                        .contains(
                                                new PlanStep.HooksWillRun(
                                                        List.of("10-slurm", "20-kubelet"))));
        assertThat(host.effects).doesNotContain("RunHooks");
    }

    @Test
    void preventTheSleepWhereOneFailsAndAreFinishedAllTheSame() {
        ReceivedReason drains = ReceivedReason.uncoded("the queue does not drain");
        host.override =
                effect ->
                        effect instanceof Effect.RunHooks
                                ? Optional.of(new Answer.Failed(drains, ""))
                                : Optional.empty();

        Ended ended = host.run(Asked.forLength(HOUR).request());

        assertThat(outcome(ended)).isEqualTo(new Outcome.Refused(List.of(drains)));
        assertThat(host.effects)
                .containsSubsequence("RunHooks", "FinishHooks", "Resume")
                .doesNotContain("Enter");
    }

    @Test
    void areReportedWithTheOutcomeWhereTheyMayFail() {
        ReceivedReason failed = ReceivedReason.uncoded("10-slurm failed");
        host.override =
                effect ->
                        effect instanceof Effect.RunHooks
                                ? Optional.of(new Answer.HooksRun(List.of(failed)))
                                : Optional.empty();

        Ended ended = host.run(Asked.forLength(HOUR).request());

        assertThat(outcome(ended)).isInstanceOf(Outcome.Slept.class);
        assertThat(ended.leftBehind()).containsExactly(failed);
    }

    @Test
    void leaveTheHostAwakeWhereTheyAreNotKnown() {
        ReceivedReason changeable = ReceivedReason.uncoded("hooks.d can be changed by others");
        host.override =
                effect ->
                        effect instanceof Effect.FindHooks
                                ? Optional.of(new Answer.Failed(changeable, ""))
                                : Optional.empty();

        Ended ended = host.run(Asked.forLength(HOUR).request());

        assertThat(outcome(ended)).isEqualTo(new Outcome.Refused(List.of(changeable)));
        assertThat(host.journal).isEmpty();
    }
}
