package dev.lungfish.core.procedure.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.text.ReasonText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the next start makes of a request that the last run of Lungfish left open.
class SettlementTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeHost host = new FakeHost();

    @Test
    void saysThatTheHostNeverSleptWhereLungfishWasKilledInTheCountdown() {
        kill(Effect.Wait.class);

        assertThat(SleepProcedureTest.outcome(settle())).isInstanceOf(Outcome.NeverEntered.class);
    }

    @Test
    void clearsTheAlarmAndRestoresTheModeWhereLungfishWasKilledBeforeTheSleep() {
        host.modeOfMemory = "s2idle";
        kill(Effect.Enter.class);
        assertThat(host.alarm).isPresent();

        Ended ended = settle();

        assertThat(SleepProcedureTest.outcome(ended)).isInstanceOf(Outcome.NeverEntered.class);
        assertThat(host.alarm).isEmpty();
        assertThat(host.modeOfMemory).isEqualTo("s2idle");
        assertThat(ended.leftBehind()).isEmpty();
    }

    @Test
    void keepsTheWayBackWhereAServiceMayStillPutTheHostToSleep() {
        host.executor = Executor.LOGIND;
        kill(Effect.Enter.class);
        long ours = host.alarm.orElseThrow();

        Ended ended = settle();

        assertThat(host.alarm).contains(ours);
        assertThat(SleepProcedureTest.outcome(ended)).isInstanceOf(Outcome.Unproven.class);
        assertThat(ended.leftBehind())
                .extracting(ReasonText::sentence)
                .singleElement()
                .asString()
                .contains("the alarm of rtc0 stays set", "the host may still go to sleep");
    }

    @Test
    void clearsTheAlarmOfAServiceThatHadTimeEnough() {
        host.executor = Executor.LOGIND;
        kill(Effect.Enter.class);
        host.pass(Duration.ofMinutes(5));

        assertThat(settle().leftBehind()).isEmpty();
        assertThat(host.alarm).isEmpty();
    }

    @Test
    void clearsTheAlarmOfAServiceWhoseAttemptTheKernelCounted() {
        host.executor = Executor.LOGIND;
        kill(Effect.Enter.class);
        host.fail++;

        assertThat(settle().leftBehind()).isEmpty();
        assertThat(host.alarm).isEmpty();
    }

    @Test
    void claimsNoWakeThatNobodySaw() {
        kill(Effect.Enter.class);
        host.sleepUntilAlarm();

        assertThat(SleepProcedureTest.outcome(settle()))
                .isInstanceOfSatisfying(
                        Outcome.Unproven.class,
                        unproven ->
                                assertThat(unproven.asleep())
                                        .isGreaterThan(Duration.ofMinutes(59)));
    }

    @Test
    void saysThatMemoryWasLostWhereTheHostCameBackByAFreshBoot() {
        kill(Effect.Enter.class);
        host.bootId = "boot-2";
        host.sinceBoot = Duration.ofMinutes(1);
        host.awake = Duration.ofMinutes(1);

        assertThat(SleepProcedureTest.outcome(settle()))
                .isInstanceOf(Outcome.ResumedFromNothing.class);
    }

    @Test
    void putsSomebodyElsesAlarmBack() {
        host.alarm = Optional.of(host.rtcSeconds() + 7200);
        long foreign = host.alarm.get();
        kill(Effect.Enter.class);

        settle();

        assertThat(host.alarm).contains(foreign);
    }

    @Test
    void undoesATestOfTheRtcThatNoRequestCameOutOf() {
        host.kept = Optional.empty();
        kill(Effect.Wait.class);
        assertThat(host.alarm).isPresent();

        Ended ended = settle();

        assertThat(ended.outcome()).isEmpty();
        assertThat(host.alarm).isEmpty();
        assertThat(host.journal).last().isInstanceOf(JournalEntry.Undone.class);
    }

    @Test
    void tellsTheOutcomeOfASleepWhoseProofStandsInTheJournal() {
        killAfter(JournalEntry.Returned.class);

        assertThat(SleepProcedureTest.outcome(settle())).isInstanceOf(Outcome.Slept.class);
        assertThat(host.journal.stream().filter(JournalEntry.Ended.class::isInstance)).hasSize(1);
    }

    /// Runs a request up to the first effect of a kind, which is not carried out.
    private void kill(Class<? extends Effect> kind) {
        Step step = SleepProcedure.begin(FakeHost.request(HOUR), ProcedureSettings.usual());
        while (!kind.isInstance(step.effect().orElseThrow())) {
            step = step.state().on(event(host.carryOut(step.effect().get())));
        }
    }

    private void killAfter(Class<? extends JournalEntry> kind) {
        Step step = SleepProcedure.begin(FakeHost.request(HOUR), ProcedureSettings.usual());
        while (host.journal.stream().noneMatch(kind::isInstance)) {
            step = step.state().on(event(host.carryOut(step.effect().orElseThrow())));
        }
    }

    private Event event(Answer answer) {
        return new Event(answer, host.now(), Optional.empty());
    }

    private Ended settle() {
        return host.run(
                SleepProcedure.settle(List.copyOf(host.journal), ProcedureSettings.usual()));
    }
}
