package dev.lungfish.core.procedure.state;

import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.alarm.WakeCause.CauseReason;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Sleeps that somebody else began.
class ExternalSleepTest {
    private final FakeHost host = new FakeHost();

    @Test
    void tellsHowLongTheHostSleptAndThatNoAlarmWasSet() {
        SleepEvidence before = host.sight();
        host.sleepFor(Duration.ofMinutes(10));

        JournalEntry.Foreign foreign = judge(before, host.sight());

        assertThat(sentence(foreign.reason()))
                .isEqualTo(
                        "somebody else put the host to sleep by logind: suspend-to-ram for 10 min"
                                + " without an alarm, woken by something that no wakeup source of"
                                + " the kernel names");
        assertThat(foreign.segment().orElseThrow())
                .returns(SleepState.SUSPEND_TO_RAM, Segment::state)
                .returns(Duration.ofMinutes(10), Segment::asleep)
                .returns(Duration.ZERO, Segment::off)
                .returns(Duration.ZERO, Segment::untilPromise);
    }

    @Test
    void namesTheDeviceThatWokeTheHost() {
        SleepEvidence before = withEvents(host.sight(), 3);
        host.sleepFor(Duration.ofMinutes(10));

        Segment segment = judge(before, withEvents(host.sight(), 4)).segment().orElseThrow();

        assertThat(segment.cause())
                .isEqualTo(
                        new WakeCause(
                                WakeCause.Kind.DEVICE,
                                new CauseReason.DeviceWoke(
                                        List.of(new CauseReason.WakeupSourceCounted("LNXPWRBN:00")),
                                        Optional.empty())));
    }

    @Test
    void tellsHowWellTheAlarmOfWhoeverBeganItWasKept() {
        host.alarm = Optional.of(host.rtcSeconds() + 60);
        SleepEvidence before = host.sight();
        host.sleepUntilAlarm();
        host.pass(Duration.ofSeconds(2));

        Segment segment = judge(before, host.sight()).segment().orElseThrow();

        assertThat(segment.cause().kind()).isEqualTo(WakeCause.Kind.FOREIGN_ALARM);
        assertThat(segment.off()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void takesASleepThatTheKernelDoesNotCountForOneWithAnImage() {
        SleepEvidence before = host.sight();
        host.passAsleep(Duration.ofHours(2));

        Segment segment = judge(before, host.sight()).segment().orElseThrow();

        assertThat(segment.state()).isEqualTo(SleepState.SUSPEND_TO_DISK);
    }

    @Test
    void tellsWhyTheHostDidNotSleep() {
        SleepEvidence before = host.sight();
        host.fail++;
        host.pass(Duration.ofSeconds(3));

        JournalEntry.Foreign foreign = judge(before, host.sight());

        assertThat(foreign.segment()).isEmpty();
        assertThat(sentence(foreign.reason()))
                .startsWith("somebody else put the host to sleep by logind: it did not sleep: ")
                .contains("'suspend'", "0000:00:14.0", "EBUSY");
    }

    @Test
    void doesNotCallASleepWhatTheKernelOnlyPretends() {
        host.test = "freezer";
        SleepEvidence before = host.sight();
        host.success++;
        host.pass(Duration.ofSeconds(5));

        JournalEntry.Foreign foreign = judge(before, host.sight());

        assertThat(foreign.segment()).isEmpty();
        assertThat(sentence(foreign.reason())).contains("only pretends");
    }

    private static JournalEntry.Foreign judge(SleepEvidence before, SleepEvidence after) {
        return new ExternalSleep(SleepState.SUSPEND_TO_RAM, "rtc0", "00:04", before, after).judge();
    }

    private static SleepEvidence withEvents(SleepEvidence sight, long ofPowerButton) {
        return new SleepEvidence(
                sight.at(),
                sight.bootId(),
                sight.rtc(),
                sight.alarm(),
                sight.statistics(),
                sight.wakeInterrupt(),
                new Reading.Present<>("wakeup", Map.of("LNXPWRBN:00", ofPowerButton), ""),
                sight.acpiEvents(),
                sight.test());
    }
}
