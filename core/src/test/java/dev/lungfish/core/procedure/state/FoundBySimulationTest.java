package dev.lungfish.core.procedure.state;

import static dev.lungfish.core.procedure.state.SleepProcedureTest.outcome;
import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.ArmedWake;
import dev.lungfish.core.procedure.alarm.DueWakeups;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.judgement.SegmentJudge;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.Way;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What the simulation found in the procedure, each as the one thing that goes wrong on a host.
class FoundBySimulationTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeHost host = new FakeHost();
    private int looks;

    @Test
    void putsAnAlarmBackThatItNoLongerSleepsShortOf() {
        FakeHost host = new FakeHost();
        host.alarm = Optional.of(host.rtcSeconds() + 1800);
        host.wakeups.add(
                new Wakeup(
                        "1",
                        "a test",
                        "backup",
                        host.now().wall().plusSeconds(600),
                        Duration.ofSeconds(60)));
        host.override =
                effect -> {
                    if (effect instanceof Effect.ClearAlarm) {
                        host.wakeups.clear();
                    }
                    return Optional.empty();
                };

        host.run(FakeHost.request(Duration.ofHours(1)));

        assertThat(
                        host.journal.stream()
                                .filter(JournalEntry.Returned.class::isInstance)
                                .map(entry -> ((JournalEntry.Returned) entry).segment().reason()))
                .containsExactly(AlarmPlan.Reason.FOREIGN, AlarmPlan.Reason.PROMISE);
    }

    @Test
    void clearsWhatAnRtcMadeOfTheAlarm() {
        instead(
                Effect.SetAlarm.class,
                set -> host.alarm = Optional.of(set.at().secondsSinceEpoch() - 30));

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(sentence(outcome(ended).reason())).contains("reads back");
        assertThat(host.alarm).isEmpty();
        assertThat(ended.leftBehind()).isEmpty();
    }

    @Test
    void clearsWhatAnRtcMadeOfTheAlarmOfATest() {
        host.kept = Optional.empty();
        instead(
                Effect.SetAlarm.class,
                set -> host.alarm = Optional.of(set.at().secondsSinceEpoch() + 3600));

        assertThat(outcome(host.run(FakeHost.request(HOUR)))).isInstanceOf(Outcome.Refused.class);
        assertThat(host.alarm).isEmpty();
    }

    @Test
    void doesNotRelyOnAReadBackThatTookLong() {
        slowAfter(
                effect -> effect instanceof Effect.ReadRtc && host.effects.contains("SetAlarm"),
                Duration.ofSeconds(64));

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(sentence(outcome(ended).reason())).contains("took 1 min 4 s to answer");
        assertThat(host.effects).doesNotContain("Enter");
        assertThat(host.alarm).isEmpty();
    }

    @Test
    void keepsTheLeadUpToTheEntry() {
        AlarmPlan plan =
                new AlarmPlan("rtc0", new RtcTime(host.rtcSeconds() + 6), AlarmPlan.Reason.PROMISE);
        ArmedWake.Verification verified =
                ArmedWake.verify(
                        plan,
                        new RtcTime(host.rtcSeconds()),
                        new RtcAlarm.Armed(plan.at()),
                        Duration.ofSeconds(5),
                        host.sinceBoot.plusSeconds(6),
                        host.now());

        assertThat(verified)
                .isInstanceOfSatisfying(
                        ArmedWake.Verification.Verified.class,
                        it -> {
                            assertThat(it.wake().isFresh(host.now())).isTrue();
                            host.pass(Duration.ofSeconds(3));
                            assertThat(it.wake().isFresh(host.now())).isFalse();
                        });
    }

    @Test
    void doesNotSetAnAlarmToThePastAfterASlowJournal() {
        List<Long> ahead = new ArrayList<>();
        host.kept = Optional.empty();
        host.override =
                effect -> {
                    if (effect instanceof Effect.Write(JournalEntry.TestingRtc _)) {
                        host.pass(Duration.ofMinutes(2));
                    } else if (effect instanceof Effect.SetAlarm(_, RtcTime at)) {
                        ahead.add(at.secondsSinceEpoch() - host.rtcSeconds());
                    }
                    return Optional.empty();
                };

        assertThat(outcome(host.run(FakeHost.request(HOUR)))).isInstanceOf(Outcome.Refused.class);
        assertThat(ahead).isEmpty();
    }

    @Test
    void doesNotSetTheAlarmWhereTheJournalTookAllTheTime() {
        slowAfter(
                effect -> effect instanceof Effect.Write(JournalEntry.Entering _),
                HOUR.plusSeconds(1));

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(sentence(outcome(ended).reason())).contains("too little to sleep");
        assertThat(host.effects).doesNotContain("SetAlarm");
    }

    @Test
    void looksAgainBeforeItTakesAnAlarmAfterASlowJournal() {
        long first = host.rtcSeconds() + 7200;
        long second = host.rtcSeconds() + 7300;
        host.alarm = Optional.of(first);
        instead(
                Effect.Write.class,
                write -> {
                    if (write.entry() instanceof JournalEntry.TakingForeignAlarm
                            && host.alarm.equals(Optional.of(first))) {
                        host.pass(Duration.ofMinutes(2));
                        host.alarm = Optional.of(second);
                    }
                    host.journal.add(write.entry());
                });

        host.run(FakeHost.request(HOUR));

        assertThat(host.journal)
                .contains(new JournalEntry.TakingForeignAlarm("rtc0", new RtcTime(second)));
        assertThat(host.alarm).contains(second);
    }

    @Test
    void doesNotPutAnAlarmBackThatPassedWhileTheRtcWasAsked() {
        host.alarm = Optional.of(host.rtcSeconds() + 3660);
        // The look for our alarm is answered at once, the one for the other alarm is not.
        slowAfter(
                effect -> effect instanceof Effect.ReadRtc && host.success > 0 && looks++ == 1,
                Duration.ofMinutes(5));

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(ended.leftBehind())
                .extracting(ReasonText::sentence)
                .singleElement()
                .asString()
                .contains("passed");
        assertThat(host.effects.stream().filter("SetAlarm"::equals)).hasSize(1);
    }

    @Test
    void restoresTheModeAndTellsOfTheForeignAlarmWhereTheAttemptHangs() {
        host.modeOfMemory = "s2idle";
        host.alarm = Optional.of(host.rtcSeconds() + 7200);
        host.sleep = _ -> new Answer.Entry.Hanging("no word from the kernel for 3 min");

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(host.modeOfMemory).isEqualTo("s2idle");
        assertThat(host.alarm).as("ours").isPresent();
        assertThat(ended.leftBehind())
                .extracting(ReasonText::sentence)
                .anyMatch(sentence -> sentence.contains("stays set"))
                .anyMatch(sentence -> sentence.contains("the alarm of somebody else"));
    }

    @Test
    void seesThroughATestModeThatWasSetAfterTheEvidenceBefore() {
        SleepEvidence before = host.sight();
        host.test = "freezer";
        host.success++;
        host.pass(Duration.ofSeconds(5));

        assertThat(judge(SleepState.SUSPEND_TO_IDLE, before))
                .isInstanceOf(SegmentJudge.Verdict.Ends.class);
    }

    @Test
    void doesNotDenyASleepThatLastedLessThanASecond() {
        SleepEvidence before = host.sight();
        host.pass(Duration.ofSeconds(3));
        host.passAsleep(Duration.ofMillis(800));

        assertThat(judge(SleepState.HYBRID, before))
                .isInstanceOfSatisfying(
                        SegmentJudge.Verdict.Ends.class,
                        ends -> assertThat(ends.outcome()).isInstanceOf(Outcome.Unproven.class));
    }

    @Test
    void claimsNothingOfAnotherBootThatItCannotTellApart() {
        host.run(FakeHost.request(HOUR));
        List<JournalEntry> open =
                upToEntry().stream()
                        .map(entry ->
                                entry
                                                instanceof
                                                JournalEntry.Entering(
                                                        AlarmPlan plan,
                                                        Duration promised,
                                                        SleepEvidence before)
                                        ? new JournalEntry.Entering(
                                                plan, promised, withoutBootId(before))
                                        : entry)
                        .toList();
        host.bootId = "boot-2";
        host.awake = host.sinceBoot;
        host.success = 0;

        assertThat(outcome(host.run(SleepProcedure.settle(open, ProcedureSettings.usual()))))
                .isInstanceOf(Outcome.Unproven.class);
    }

    @Test
    void doesNotForgetASleepWhoseReturnCouldNotBeWritten() {
        host.run(FakeHost.request(HOUR));
        List<JournalEntry> open = new ArrayList<>(upToEntry());
        JournalEntry.Entering first = (JournalEntry.Entering) open.getLast();
        open.add(new JournalEntry.Undone(List.of()));
        open.add(new JournalEntry.Entering(first.plan(), first.promised(), host.sight()));

        Outcome outcome = outcome(host.run(SleepProcedure.settle(open, ProcedureSettings.usual())));

        assertThat(outcome).isInstanceOf(Outcome.Unproven.class);
        assertThat(((Outcome.Unproven) outcome).asleep()).isGreaterThan(Duration.ofMinutes(59));
    }

    @Test
    void tellsAtLastWhatWasLeftBehindBetweenTwoSleeps() {
        host.run(FakeHost.request(HOUR));
        List<JournalEntry> open = new ArrayList<>(upToEntry());
        open.add(returned());
        open.add(
                new JournalEntry.Undone(
                        List.of(ReceivedReason.uncoded("our alarm may still be set in rtc0"))));

        assertThat(host.run(SleepProcedure.settle(open, ProcedureSettings.usual())).leftBehind())
                .extracting(ReasonText::sentence)
                .containsExactly("our alarm may still be set in rtc0");
    }

    @Test
    void givesTheWholeStayThoughTheClockWasSetBackALittleSinceTheWake() {
        Moment now = host.now();
        Wakeup sleptPast =
                new Wakeup(
                        "w1",
                        "a test",
                        "backup",
                        now.wall().minusSeconds(20),
                        Duration.ofSeconds(9));

        DueWakeups seen =
                DueWakeups.none()
                        .seen(List.of(sleptPast), now, Optional.of(now.wall().plusMillis(300)));

        assertThat(seen.until(sleptPast)).isEqualTo(now.sinceBoot().plusSeconds(9));
    }

    private SegmentJudge.Verdict judge(SleepState state, SleepEvidence before) {
        Way way = new Way(state, Executor.KERNEL, "rtc0", "00:04", HOUR, FakeHost.FINGERPRINT);
        return new SegmentJudge(way, before, host.sight(), new Answer.Entry.Succeeded()).judge();
    }

    private List<JournalEntry> upToEntry() {
        int index = 0;
        while (!(host.journal.get(index) instanceof JournalEntry.Entering)) {
            index++;
        }
        return host.journal.subList(0, index + 1);
    }

    private JournalEntry returned() {
        return host.journal.stream()
                .filter(JournalEntry.Returned.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private static SleepEvidence withoutBootId(SleepEvidence sight) {
        return new SleepEvidence(
                sight.at(),
                new Reading.Absent<>("/proc/sys/kernel/random/boot_id"),
                sight.rtc(),
                sight.alarm(),
                sight.statistics(),
                sight.wakeInterrupt(),
                sight.wakeEvents(),
                sight.acpiEvents(),
                sight.test());
    }

    private <E extends Effect> void instead(Class<E> kind, Consumer<E> action) {
        host.override =
                effect -> {
                    if (!kind.isInstance(effect)) {
                        return Optional.empty();
                    }
                    action.accept(kind.cast(effect));
                    return Optional.of(FakeHost.done());
                };
    }

    /// The host does it, and answers so much later.
    private void slowAfter(Predicate<Effect> which, Duration time) {
        host.override =
                effect -> {
                    if (!which.test(effect)) {
                        return Optional.empty();
                    }
                    Answer answer = host.honestly(effect);
                    host.pass(time);
                    return Optional.of(answer);
                };
    }
}
