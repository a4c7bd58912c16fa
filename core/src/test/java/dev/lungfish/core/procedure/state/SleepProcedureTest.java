package dev.lungfish.core.procedure.state;

import static dev.lungfish.core.reason.ReceivedReason.uncoded;
import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcReadings.AlarmReach;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What becomes of a request on a host that works, and on one where one thing does not.
class SleepProcedureTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeHost host = new FakeHost();

    @Test
    void sleepsAndIsBackAsPromised() {
        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(outcome(ended))
                .isInstanceOfSatisfying(
                        Outcome.Slept.class,
                        slept -> {
                            assertThat(slept.asleep()).isBetween(HOUR.minusSeconds(2), HOUR);
                            assertThat(slept.cause().kind()).isEqualTo(WakeCause.Kind.ALARM);
                        });
        assertThat(ended.leftBehind()).isEmpty();
        assertThat(host.alarm).isEmpty();
        assertThat(host.quiet).isFalse();
    }

    @Test
    void isBackWithinASecondOfThePromiseWhereverTheRtcIsInItsSecond() {
        for (int phase = 0; phase < 1000; phase += 50) {
            host.rtcOff = Duration.ofMillis(phase);

            Outcome.Slept slept = (Outcome.Slept) outcome(host.run(FakeHost.request(HOUR)));
            assertThat(slept.off().abs()).as("an RTC %s ms on", phase).isLessThan(SECOND);
        }
    }

    @Test
    void changesNothingBeforeItIsWrittenDownAndSleepsOnlyAfterTheReadBack() {
        host.modeOfMemory = "s2idle";
        host.run(FakeHost.request(HOUR));

        assertThat(String.join(" ", host.effects))
                .isEqualTo(
                        "Examine Open FindBlockers FindWakeups FindHooks Write Reply Wait Quiesce"
                            + " FindWakeups FindBlockers FindHooks FindWakeups ReadRtc ReadMode"
                            + " Write ChooseMode Observe Write SetAlarm ReadRtc Enter Observe Write"
                            + " KeepProof ReadRtc RestoreMode Resume Write Close");
        assertThat(host.modeOfMemory).isEqualTo("s2idle");
    }

    @Test
    void refusesLengthsThatItCannotPromise() {
        for (long seconds : new long[] {0, -60, 59, 10_000_000_000L}) {
            assertThat(outcome(host.run(FakeHost.request(Duration.ofSeconds(seconds)))))
                    .as("%s s", seconds)
                    .isInstanceOf(Outcome.Refused.class);
        }
        assertThat(host.effects).as("what was asked of the host").isEmpty();
    }

    @Test
    void staysAwakeWhereSupportIsNotKnown() {
        host.memory = Support.UNKNOWN;

        assertThat(outcome(host.run(FakeHost.request(HOUR)))).isInstanceOf(Outcome.Refused.class);
        assertThat(host.effects).containsExactly("Examine");
    }

    @Test
    void staysAwakeWhereBlockersCannotBeAsked() {
        host.override =
                only(
                        Effect.FindBlockers.class,
                        new Answer.BlockersFound(
                                List.of(), List.of(), List.of(uncoded("logind: no word"))));

        assertThat(sentence(outcome(host.run(FakeHost.request(HOUR))).reason()))
                .contains("logind: no word");
        assertThat(host.effects).doesNotContain("SetAlarm", "Enter");
    }

    @Test
    void staysAwakeForABlockerThatCameDuringTheCountdown() {
        host.override =
                effect -> {
                    if (effect instanceof Effect.Wait) {
                        host.blockers.add(new Blocker("script:backup", uncoded("running")));
                    }
                    return Optional.empty();
                };

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(outcome(ended)).isInstanceOf(Outcome.Refused.class);
        assertThat(why(ended)).contains("script:backup", "running");
        assertThat(host.journal).last().isInstanceOf(JournalEntry.Ended.class);
        assertThat(host.effects).doesNotContain("SetAlarm", "Enter");
    }

    @Test
    void doesNotSleepWhereTheAlarmDoesNotHold() {
        host.alarmHolds = false;

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(outcome(ended)).isInstanceOf(Outcome.Refused.class);
        assertThat(why(ended)).contains("reads back empty");
        assertThat(host.effects).doesNotContain("Enter");
    }

    @Test
    void doesNotSleepWithAnAlarmThatWasNeverSeenToFire() {
        host.kept = Optional.empty();
        host.alarmFires = false;

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(why(ended)).contains("did not fire");
        assertThat(host.alarm).as("the alarm of the test").isEmpty();
        assertThat(host.effects).doesNotContain("Enter", "Reply");
    }

    @Test
    void looksOnceMoreWhereTheAlarmOfTheTestFiresBetweenTheReadingOfTimeAndAlarm() {
        host.kept = Optional.empty();
        readTheTimeASecondAgo(1);

        assertThat(outcome(host.run(FakeHost.request(HOUR)))).isInstanceOf(Outcome.Slept.class);
    }

    @Test
    void refusesAnRtcWhoseAlarmVanishesBeforeItsTime() {
        host.kept = Optional.empty();
        readTheTimeASecondAgo(8); // In the test of seconds, and in that of minutes.

        assertThat(sentence(outcome(host.run(FakeHost.request(HOUR))).reason()))
                .contains("the alarm vanished before its time");
    }

    /// Where the alarm was seen and is gone, the RTC shows the time of a second before it fired.
    private void readTheTimeASecondAgo(int times) {
        AtomicInteger left = new AtomicInteger(times);
        AtomicLong armed = new AtomicLong();
        host.override =
                effect -> {
                    host.alarm.ifPresent(armed::set);
                    return effect instanceof Effect.ReadRtc
                                    && armed.get() > 0
                                    && host.alarm.isEmpty()
                                    && left.getAndDecrement() > 0
                            ? Optional.of(
                                    new Answer.RtcRead(
                                            new RtcTime(armed.get() - 1), new RtcAlarm.Unarmed()))
                            : Optional.empty();
                };
    }

    @Test
    void testsTheRtcWhereNoTestHoldsAndSleepsThen() {
        host.kept =
                Optional.of(
                        new RtcTest(
                                new Fingerprint("5.10", "SeaBIOS 1.16", "rtc0 cmos", "quiet"),
                                Instant.EPOCH,
                                true,
                                uncoded("fired")));

        assertThat(outcome(host.run(FakeHost.request(HOUR)))).isInstanceOf(Outcome.Slept.class);
        assertThat(host.effects).containsSubsequence("KeepTest", "Reply", "Enter");
    }

    @Test
    void writesNothingInADryRun() {
        host.kept = Optional.empty();
        Ended ended = host.run(Asked.forLength(HOUR).dryRun(true).request());

        assertThat(outcome(ended)).isInstanceOf(Outcome.WouldSleep.class);
        assertThat(host.effects)
                .containsExactly(
                        "Examine", "Open", "FindBlockers", "FindWakeups", "FindHooks", "Close");
    }

    @Test
    void wakesForAnEarlierAlarmOfSomebodyElseAndSleepsOn() {
        long foreign = host.rtcSeconds() + 1800;
        host.alarm = Optional.of(foreign);

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(outcome(ended)).isInstanceOf(Outcome.Slept.class);
        assertThat(segments()).hasSize(2);
        assertThat(segments().getFirst().cause().kind()).isEqualTo(WakeCause.Kind.FOREIGN_ALARM);
        assertThat(segments().getFirst().woke().getEpochSecond() + 1_767_225_600L)
                .isEqualTo(foreign);
    }

    @Test
    void putsALaterAlarmOfSomebodyElseBack() {
        host.alarm = Optional.of(host.rtcSeconds() + 7200);
        long foreign = host.alarm.get();

        assertThat(outcome(host.run(FakeHost.request(HOUR)))).isInstanceOf(Outcome.Slept.class);
        assertThat(host.alarm).contains(foreign);
    }

    @Test
    void waitsAwakeForAnAlarmThatIsDueTooSoonToSleepBeforeIt() {
        host.alarm = Optional.of(host.rtcSeconds() + 8);

        assertThat(outcome(host.run(FakeHost.request(HOUR)))).isInstanceOf(Outcome.Slept.class);
        assertThat(segments()).hasSize(1);
    }

    @Test
    void sleepsInNapsWhereTheRtcDoesNotReachAsFar() {
        host.reach = Optional.of(AlarmReach.ONE_DAY);

        Ended ended = host.run(FakeHost.request(Duration.ofDays(3)));

        assertThat(outcome(ended)).isInstanceOf(Outcome.Slept.class);
        assertThat(segments()).hasSizeBetween(4, 5);
    }

    @Test
    void endsBeforeTheSleepWhenSomebodyCancels() {
        host.override =
                effect -> {
                    if (effect instanceof Effect.Wait) {
                        host.cancelledBy = Optional.of("root");
                    }
                    return Optional.empty();
                };

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(outcome(ended)).isInstanceOf(Outcome.Cancelled.class);
        assertThat(host.effects).doesNotContain("Quiesce", "SetAlarm", "Enter");
        assertThat(host.journal).last().isInstanceOf(JournalEntry.Ended.class);
    }

    @Test
    void undoesAllWhenSomebodyCancelsAtTheLastMoment() {
        host.modeOfMemory = "s2idle";
        host.override =
                effect -> {
                    if (effect instanceof Effect.SetAlarm) {
                        host.cancelledBy = Optional.of("root");
                    }
                    return Optional.empty();
                };

        assertThat(outcome(host.run(FakeHost.request(HOUR)))).isInstanceOf(Outcome.Cancelled.class);
        assertThat(host.alarm).isEmpty();
        assertThat(host.modeOfMemory).isEqualTo("s2idle");
        assertThat(host.quiet).isFalse();
    }

    @Test
    void saysThatItWokeEarlyAndClearsItsAlarm() {
        host.sleep = _ -> host.sleepFor(Duration.ofMinutes(10));

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(outcome(ended))
                .isInstanceOfSatisfying(
                        Outcome.WokeEarly.class,
                        early ->
                                assertThat(early.off())
                                        .isBetween(
                                                Duration.ofMinutes(-51), Duration.ofMinutes(-49)));
        assertThat(host.alarm).isEmpty();
    }

    @Test
    void sleepsOnAfterAnEarlyWakeWhereThatIsWanted() {
        host.sleep =
                _ -> {
                    host.sleep = _ -> host.sleepUntilAlarm();
                    return host.sleepFor(Duration.ofMinutes(10));
                };

        Ended ended =
                host.run(Asked.forLength(HOUR).onEarlyWake(EarlyWakePolicy.RESLEEP).request());

        assertThat(outcome(ended)).isInstanceOf(Outcome.Slept.class);
        assertThat(segments()).hasSize(2);
    }

    @Test
    void saysThatItWokeLateAndThatTheAlarmDidNotFire() {
        host.alarmFires = false;
        host.sleep = _ -> host.sleepFor(HOUR.plusMinutes(20));

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(outcome(ended)).isInstanceOf(Outcome.WokeLate.class);
        assertThat(why(ended)).contains("did not fire");
    }

    @Test
    void namesTheStepTheDeviceAndTheErrorWhereTheKernelCouldNot() {
        host.sleep =
                _ -> {
                    host.fail++;
                    return new Answer.Entry.Refused("write to state: EBUSY", "EBUSY");
                };

        assertThat(outcome(host.run(FakeHost.request(HOUR))))
                .isInstanceOfSatisfying(
                        Outcome.NeverEntered.class,
                        never -> {
                            assertThat(never.step()).isEqualTo("suspend");
                            assertThat(never.device()).isEqualTo("0000:00:14.0");
                            assertThat(never.error()).isEqualTo("EBUSY");
                        });
        assertThat(host.alarm).isEmpty();
    }

    @Test
    void doesNotTakeTheKernelsCountForASleep() {
        host.test = "freezer";
        host.sleep =
                _ -> {
                    host.success++;
                    host.pass(Duration.ofSeconds(5));
                    return new Answer.Entry.Succeeded();
                };

        assertThat(outcome(host.run(FakeHost.request(HOUR))))
                .isInstanceOfSatisfying(
                        Outcome.Unproven.class,
                        unproven -> assertThat(sentence(unproven.reason())).contains("freezer"));
    }

    @Test
    void leavesTheAlarmWhereTheHostMayStillGoDown() {
        host.sleep = _ -> new Answer.Entry.Hanging("no word from the kernel for 3 min");

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(outcome(ended)).isInstanceOf(Outcome.Unproven.class);
        assertThat(host.alarm).isPresent();
        assertThat(ended.leftBehind())
                .extracting(ReasonText::sentence)
                .singleElement()
                .asString()
                .contains("stays set");
    }

    private List<Segment> segments() {
        return host.journal.stream()
                .filter(JournalEntry.Returned.class::isInstance)
                .map(entry -> ((JournalEntry.Returned) entry).segment())
                .toList();
    }

    static Function<Effect, Optional<Answer>> only(Class<? extends Effect> kind, Answer answer) {
        Predicate<Effect> matches = kind::isInstance;
        return effect -> matches.test(effect) ? Optional.of(answer) : Optional.empty();
    }

    static Outcome outcome(Ended ended) {
        return ended.outcome().orElseThrow();
    }

    private static String why(Ended ended) {
        return sentence(outcome(ended).reason());
    }
}
