package dev.lungfish.core.procedure.state;

import static dev.lungfish.core.reason.ReceivedReason.uncoded;
import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.Wakeup;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RTCs that take another alarm than they are told, or none.
class RtcKindsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeHost host = new FakeHost();

    /// HYM8563, PCF8563, S-35390A, RX8025, RZ/N1: since Linux 5.14 the seconds are cut off
    /// (`rtc_set_alarm()`), before that the drivers rounded up.
    @ParameterizedTest
    @CsvSource({"true, 0", "true, 29", "true, 58", "false, 0", "false, 31", "false, 58"})
    void sleepsByAnAlarmThatKnowsFullMinutesOnly(boolean cutOff, int second) {
        host.step = 60;
        host.cutOff = cutOff;
        host.kept = Optional.empty();
        host.rtcOff = Duration.ofSeconds(second);

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(outcome(ended))
                .as(ended.toString())
                .isInstanceOfSatisfying(
                        Outcome.Slept.class,
                        slept ->
                                assertThat(slept.off())
                                        .isBetween(SECOND.negated(), Duration.ofSeconds(60)));
        assertThat(ended.leftBehind()).isEmpty();
        assertThat(host.alarm).isEmpty();
        assertThat(Objects.requireNonNull(host.tests.get("rtc0")).step())
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(outcome(host.run(FakeHost.request(HOUR)))).isInstanceOf(Outcome.Slept.class);
    }

    /// A loaded host under emulation answered so slowly that two seconds were never enough.
    @ParameterizedTest
    @CsvSource({"400, true", "900, true", "1900, true", "2100, false"})
    void testsFurtherAheadWhereTheHostIsSlow(long millis, boolean tested) {
        host.kept = Optional.empty();
        Duration each = Duration.ofMillis(millis);
        host.override =
                effect -> {
                    boolean ofTheTest = host.tests.isEmpty() && host.alarm.isEmpty();
                    if (ofTheTest
                            && (effect instanceof Effect.ReadRtc
                                    || effect instanceof Effect.Write)) {
                        host.pass(each.dividedBy(2));
                    }
                    return Optional.empty();
                };

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(outcome(ended) instanceof Outcome.Slept).as(ended.toString()).isEqualTo(tested);
        assertThat(host.alarm).isEmpty();
        assertThat(ended.leftBehind()).isEmpty();
    }

    /// Seen on Linux 6.12.117: a refused alarm leaves none armed, also not the one that was there.
    @ParameterizedTest
    @CsvSource({"EBUSY, 1, true", "EINVAL, 1, true", "EINVAL, 9, false"})
    void putsBackAnAlarmThatARefusalTookAlongOrTellsItsLoss(
            String error, int refusals, boolean back) {
        long others = host.rtcSeconds() + 7200;
        AtomicInteger set = new AtomicInteger();
        AtomicInteger left = new AtomicInteger(refusals);
        host.override =
                effect -> {
                    if (effect instanceof Effect.Observe && set.getAndIncrement() == 0) {
                        host.alarm = Optional.of(others);
                    }
                    if (!(effect instanceof Effect.SetAlarm) || left.getAndDecrement() <= 0) {
                        return Optional.empty();
                    }
                    host.alarm = Optional.empty();
                    return Optional.of(new Answer.Failed("write to wakealarm: " + error, error));
                };

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(host.alarm.isPresent()).as(ended.toString()).isEqualTo(back);
        assertThat(ended.leftBehind().isEmpty()).isEqualTo(back);
        if (!back) {
            assertThat(sentence(ended.leftBehind().getFirst())).contains("rtc0");
        }
    }

    /// A test that passed on another kernel, or before tests told seconds from minutes.
    @Test
    void learnsFromTheReadBackThatAnAlarmKnowsFullMinutesOnly() {
        host.step = 60;
        host.cutOff = true;
        host.rtcOff = Duration.ofSeconds(17);

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(outcome(ended)).as(ended.toString()).isInstanceOf(Outcome.Slept.class);
        assertThat(ended.leftBehind()).isEmpty();
        assertThat(host.alarm).isEmpty();
    }

    @Test
    void wakesForAWakeupAtTheLastFullMinuteBeforeIt() {
        host.step = 60;
        host.cutOff = true;
        host.kept =
                Optional.of(
                        new RtcTest(
                                FakeHost.FINGERPRINT,
                                Instant.EPOCH,
                                Duration.ofMinutes(1),
                                true,
                                uncoded("fired")));
        Instant asked = host.now().wall().plusSeconds(1234);
        host.wakeups.add(new Wakeup("1", "backup", "a test", asked, Duration.ofSeconds(10)));

        Ended ended = host.run(FakeHost.request(HOUR));

        assertThat(outcome(ended)).as(ended.toString()).isInstanceOf(Outcome.Slept.class);
        Segment first =
                host.journal.stream()
                        .filter(JournalEntry.Returned.class::isInstance)
                        .map(JournalEntry.Returned.class::cast)
                        .map(JournalEntry.Returned::segment)
                        .findFirst()
                        .orElseThrow();
        assertThat(Duration.between(first.woke(), asked))
                .isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    private static Outcome outcome(Ended ended) {
        return ended.outcome().orElseThrow();
    }
}
