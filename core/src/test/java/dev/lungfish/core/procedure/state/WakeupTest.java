package dev.lungfish.core.procedure.state;

import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.ReceivedReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sleeps that are arranged round wakeups. The host's RTC is years off its wall clock in all of
/// them.
class WakeupTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeHost host = new FakeHost();

    /// When the host went to sleep and when it was back, by the wall clock, from the first second.
    private final List<Duration> downs = new ArrayList<>();

    private final List<Duration> ups = new ArrayList<>();
    private final Instant begun = host.now().wall();

    @BeforeEach
    void notesEachSleep() {
        host.sleep =
                _ -> {
                    downs.add(passed());
                    Answer.Entry entry = host.sleepUntilAlarm();
                    ups.add(passed());
                    return entry;
                };
    }

    @Test
    void honoursThreeWakeupsInOneNight() {
        ask("updates", Duration.ofHours(5), MINUTE.multipliedBy(5));
        ask("backup", Duration.ofHours(2), MINUTE.multipliedBy(10));
        ask("mail", Duration.ofHours(3), MINUTE);

        Outcome outcome = run(Duration.ofHours(8));

        assertThat(outcome).isInstanceOf(Outcome.Slept.class);
        assertThat(segments())
                .extracting(Segment::reason)
                .containsExactly(
                        AlarmPlan.Reason.WAKEUP,
                        AlarmPlan.Reason.WAKEUP,
                        AlarmPlan.Reason.WAKEUP,
                        AlarmPlan.Reason.PROMISE);
        assertThat(segments())
                .extracting(segment -> sentence(segment.cause().description()))
                .satisfiesExactly(
                        first -> assertThat(first).contains("for backup (asked for by a test)"),
                        second -> assertThat(second).contains("for mail"),
                        third -> assertThat(third).contains("for updates"),
                        last -> assertThat(last).doesNotContain("for "));
        awake(0, Duration.ofHours(2), MINUTE.multipliedBy(10));
        awake(1, Duration.ofHours(3), MINUTE);
        awake(2, Duration.ofHours(5), MINUTE.multipliedBy(5));
    }

    @Test
    void isNoLaterThanPromisedForAWakeupBeyondIt() {
        ask("backup", Duration.ofHours(2), MINUTE);

        assertThat(run(HOUR)).isInstanceOf(Outcome.Slept.class);
        assertThat(segments())
                .extracting(Segment::reason)
                .containsExactly(AlarmPlan.Reason.PROMISE);
    }

    @Test
    void waitsAwakeForAWakeupThatIsDueTooSoon() {
        ask("backup", Duration.ofSeconds(12), MINUTE);

        assertThat(run(HOUR)).isInstanceOf(Outcome.Slept.class);
        assertThat(segments()).hasSize(1);
        assertThat(downs.getFirst()).isBetween(Duration.ofSeconds(72), Duration.ofSeconds(73));
    }

    @Test
    void staysAwakeForTheRestOfAStayThatHasBegun() {
        ask("backup", MINUTE.negated(), MINUTE.multipliedBy(3));

        assertThat(run(HOUR)).isInstanceOf(Outcome.Slept.class);
        assertThat(downs.getFirst()).isBetween(MINUTE.multipliedBy(2), Duration.ofSeconds(121));
    }

    @Test
    void takesNoNoticeOfWakeupsThatAreOver() {
        ask("backup", HOUR.negated(), MINUTE);

        assertThat(run(HOUR)).isInstanceOf(Outcome.Slept.class);
        assertThat(downs.getFirst()).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void staysAwakeForTheLongestOfSeveral() {
        ask("backup", MINUTE.multipliedBy(20), MINUTE.multipliedBy(2));
        ask("updates", MINUTE.multipliedBy(21), MINUTE.multipliedBy(5));

        assertThat(run(HOUR)).isInstanceOf(Outcome.Slept.class);
        assertThat(segments()).hasSize(2);
        awake(0, MINUTE.multipliedBy(20), MINUTE.multipliedBy(6));
    }

    @Test
    void findsAWakeupThatIsAskedForWhileTheHostIsAwakeForAnother() {
        ask("backup", MINUTE.multipliedBy(10), MINUTE);
        atEach(
                Effect.Wait.class,
                () -> {
                    if (!ups.isEmpty() && host.wakeups.size() == 1) {
                        ask("verify", MINUTE.multipliedBy(30), MINUTE);
                    }
                });

        assertThat(run(HOUR)).isInstanceOf(Outcome.Slept.class);
        assertThat(segments())
                .extracting(Segment::reason)
                .containsExactly(
                        AlarmPlan.Reason.WAKEUP, AlarmPlan.Reason.WAKEUP, AlarmPlan.Reason.PROMISE);
    }

    @Test
    void sleepsOnAtOnceWhereTheWakeupIsTakenBack() {
        ask("backup", MINUTE.multipliedBy(10), MINUTE.multipliedBy(20));
        atEach(
                Effect.Wait.class,
                () -> {
                    if (passed().compareTo(MINUTE.multipliedBy(12)) > 0) {
                        host.wakeups.clear();
                    }
                });

        assertThat(run(HOUR)).isInstanceOf(Outcome.Slept.class);
        assertThat(segments()).hasSize(2);
        awake(0, MINUTE.multipliedBy(10), Duration.ofSeconds(150));
    }

    @Test
    void looksForBlockersAfterTheStayAndNotDuringIt() {
        ask("backup", MINUTE.multipliedBy(10), MINUTE.multipliedBy(5));
        atEach(
                Effect.Wait.class,
                () -> {
                    if (!ups.isEmpty()) {
                        host.blockers.add(
                                new Blocker(
                                        "inhibitor:backup", ReceivedReason.uncoded("backs up")));
                    }
                });

        Outcome outcome = run(HOUR);

        assertThat(outcome).isInstanceOf(Outcome.WokeEarly.class);
        assertThat(sentence(outcome.reason())).contains("kept awake by inhibitor:backup");
        assertThat(passed()).isGreaterThanOrEqualTo(MINUTE.multipliedBy(15));
    }

    @Test
    void canBeCancelledWhileItIsAwakeForAWakeup() {
        ask("backup", MINUTE.multipliedBy(10), MINUTE.multipliedBy(5));
        atEach(
                Effect.Wait.class,
                () -> {
                    if (!ups.isEmpty()) {
                        host.cancelledBy = Optional.of("somebody");
                    }
                });

        assertThat(run(HOUR)).isInstanceOf(Outcome.Cancelled.class);
        assertThat(passed()).isLessThan(MINUTE.multipliedBy(11));
    }

    @Test
    void hasSleptWhereAStayLeavesTooLittleToSleepOn() {
        ask("backup", MINUTE.multipliedBy(55), MINUTE.multipliedBy(10));

        Outcome outcome = run(HOUR);

        assertThat(outcome).isInstanceOf(Outcome.Slept.class);
        assertThat(sentence(outcome.reason())).contains("before the promised time", "backup");
        assertThat(passed()).isLessThan(MINUTE.multipliedBy(56));
    }

    @Test
    void refusesToSleepWhereAStayThatHasBegunLeavesTooLittle() {
        ask("backup", Duration.ofSeconds(-1), HOUR.multipliedBy(2));

        Outcome outcome = run(HOUR);

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(sentence(outcome.reason())).contains("for backup (asked for by a test)");
    }

    @Test
    void givesTheWholeStayToWhoeverWasSleptPast() {
        ask("backup", MINUTE.multipliedBy(10), MINUTE.multipliedBy(5));
        host.sleep =
                _ -> {
                    downs.add(passed());
                    Answer.Entry entry = host.sleepUntilAlarm();
                    if (ups.isEmpty()) {
                        host.passAsleep(MINUTE.multipliedBy(20));
                    }
                    ups.add(passed());
                    return entry;
                };

        run(HOUR.multipliedBy(2));

        assertThat(downs.get(1).minus(ups.getFirst()))
                .isGreaterThanOrEqualTo(MINUTE.multipliedBy(5));
    }

    @Test
    void honoursNoWakeupTwiceWhereTheWallClockIsSetBack() {
        ask("backup", MINUTE.multipliedBy(10), MINUTE.multipliedBy(5));
        FakeHost.Clock real = host.wall;
        atEach(
                Effect.Wait.class,
                () -> {
                    if (passed().compareTo(MINUTE.multipliedBy(12)) > 0) {
                        host.wall = sinceBoot -> real.at(sinceBoot).minus(MINUTE.multipliedBy(30));
                    }
                });

        run(HOUR.multipliedBy(2));

        assertThat(segments())
                .extracting(Segment::reason)
                .containsExactly(AlarmPlan.Reason.WAKEUP, AlarmPlan.Reason.PROMISE);
        awake(0, MINUTE.multipliedBy(10), MINUTE.multipliedBy(5));
    }

    @Test
    void doesNotSleepPastAWakeupByAnRtcThatWasSetBack() {
        ask("backup", MINUTE.multipliedBy(10), MINUTE);
        atEach(Effect.SetAlarm.class, () -> host.rtcOff = Duration.ofMinutes(-20));

        Outcome outcome = run(HOUR);

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(sentence(outcome.reason())).contains("the RTC's time was changed");
        assertThat(ups).isEmpty();
    }

    @Test
    void honoursAnEarlierAlarmOfSomebodyElseToo() {
        ask("backup", MINUTE.multipliedBy(30), MINUTE);
        host.alarm = Optional.of(host.rtcSeconds() + MINUTE.multipliedBy(10).toSeconds());

        assertThat(run(HOUR)).isInstanceOf(Outcome.Slept.class);
        assertThat(segments())
                .extracting(Segment::reason)
                .containsExactly(
                        AlarmPlan.Reason.FOREIGN,
                        AlarmPlan.Reason.WAKEUP,
                        AlarmPlan.Reason.PROMISE);
    }

    @Test
    void sleepsOnAfterAWakeupThatCameNearWhileTheJournalWasSlow() {
        ask("backup", MINUTE, MINUTE);
        host.override =
                effect -> {
                    if (effect instanceof Effect.Write(JournalEntry.Entering _)
                            && passed().compareTo(MINUTE) < 0) {
                        host.pass(Duration.ofSeconds(52));
                    }
                    return Optional.empty();
                };

        assertThat(run(HOUR)).isInstanceOf(Outcome.Slept.class);
        assertThat(segments())
                .extracting(Segment::reason)
                .containsExactly(AlarmPlan.Reason.PROMISE);
        assertThat(downs.getFirst()).isGreaterThanOrEqualTo(MINUTE.multipliedBy(2));
    }

    private Outcome run(Duration length) {
        return host.run(FakeHost.request(length)).outcome().orElseThrow();
    }

    private void ask(String reason, Duration in, Duration stay) {
        host.wakeups.add(new Wakeup(reason, "a test", reason, begun.plus(in), stay));
    }

    /// Does something before each effect of a kind.
    private void atEach(Class<? extends Effect> kind, Runnable action) {
        host.override =
                effect -> {
                    if (kind.isInstance(effect)) {
                        action.run();
                    }
                    return Optional.empty();
                };
    }

    private Duration passed() {
        return host.sinceBoot.minus(Duration.between(Instant.EPOCH, begun));
    }

    private List<Segment> segments() {
        return host.journal.stream()
                .filter(JournalEntry.Returned.class::isInstance)
                .map(entry -> ((JournalEntry.Returned) entry).segment())
                .toList();
    }

    /// Asserts that the host was awake from a time for a time, and not much longer.
    private void awake(int sleep, Duration from, Duration length) {
        assertThat(ups.get(sleep)).isBetween(from.minusSeconds(2), from);
        assertThat(downs.get(sleep + 1))
                .isBetween(from.plus(length), from.plus(length).plusSeconds(31));
    }
}
