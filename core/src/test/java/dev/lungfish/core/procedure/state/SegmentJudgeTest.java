package dev.lungfish.core.procedure.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.judgement.SegmentJudge;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.Way;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonText;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What was slept must be what was asked for.
class SegmentJudgeTest {
    private final FakeHost host = new FakeHost();

    /// systemd#25151, seen in `write_state()` of systemd 262: where S3 fails, freeze is written
    /// next.
    @Test
    void provesNoSuspendToRamByTheSleepThatFollowedItsFailure() {
        host.sleep =
                _ -> {
                    host.fail++;
                    return host.sleepUntilAlarm();
                };

        Ended ended = host.run(FakeHost.request(Duration.ofHours(1)));

        assertThat(ended.outcome().orElseThrow())
                .isInstanceOfSatisfying(
                        Outcome.Unproven.class,
                        unproven ->
                                assertThat(ReasonText.sentence(unproven.reason()))
                                        .contains("0000:00:14.0", "'suspend'", "not known"));
        assertThat(host.proofs).isEmpty();
        assertThat(host.alarm).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SleepState.class)
    void provesNothingWhereAnAttemptFailedMeanwhile(SleepState state) {
        SleepEvidence before = host.sight();
        host.fail++;
        host.sleepFor(Duration.ofMinutes(10));

        assertUnproven(state, before);
    }

    /// A hybrid sleep whose image could not be written, and that became a plain suspend.
    @ParameterizedTest
    @CsvSource({"SUSPEND_TO_DISK, 600", "HYBRID, 600", "SUSPEND_TO_DISK, 0", "HYBRID, 0"})
    void provesNoImageWhereTheKernelCountsASuspend(SleepState state, long seconds) {
        SleepEvidence before = host.sight();
        host.sleepFor(Duration.ofSeconds(seconds));
        host.pass(Duration.ofSeconds(2));

        assertThat(ReasonText.sentence(assertUnproven(state, before).reason()))
                .contains("suspended", state.spelling());
    }

    @ParameterizedTest
    @CsvSource({"SUSPEND_TO_DISK", "HYBRID"})
    void provesAnImageWhereTheKernelCountsNothing(SleepState state) {
        SleepEvidence before = host.sight();
        host.passAsleep(Duration.ofMinutes(10));

        assertThat(judge(state, before))
                .isEqualTo(new SegmentJudge.Verdict.Slept(Duration.ofMinutes(10)));
    }

    /// Suspend-to-idle may leave the clocks running (seen on QEMU's pc); a failure counts there
    /// too.
    @Test
    void provesNoIdleWithClocksRunningAfterAFailure() {
        SleepEvidence before = host.sight();
        host.pass(Duration.ofMinutes(10));
        host.success++;
        host.fail++;

        assertUnproven(SleepState.SUSPEND_TO_IDLE, before);
    }

    private Outcome.Unproven assertUnproven(SleepState state, SleepEvidence before) {
        SegmentJudge.Verdict verdict = judge(state, before);
        assertThat(verdict).isInstanceOf(SegmentJudge.Verdict.Ends.class);
        Outcome outcome = ((SegmentJudge.Verdict.Ends) verdict).outcome();
        assertThat(outcome).isInstanceOf(Outcome.Unproven.class);
        return (Outcome.Unproven) outcome;
    }

    private SegmentJudge.Verdict judge(SleepState state, SleepEvidence before) {
        Way way =
                new Way(
                        state,
                        Executor.LOGIND,
                        "rtc0",
                        "00:04",
                        Duration.ofHours(1),
                        FakeHost.FINGERPRINT,
                        Optional.empty());
        return new SegmentJudge(way, before, host.sight(), new Answer.Entry.Succeeded()).judge();
    }
}
