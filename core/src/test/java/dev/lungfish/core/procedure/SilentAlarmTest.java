package dev.lungfish.core.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// An RTC that passes its test while the host is awake, and whose alarm did not end a sleep.
class SilentAlarmTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String KEY = "rtc0 suspend-to-ram";

    private final FakeHost host = new FakeHost();

    @Test
    void isRefusedForTheStateThatItDidNotEnd() {
        sleepTooLong();

        assertThat(outcome(request(Set.of())))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .startsWith(
                                                "no way back from suspend-to-ram: the alarm of rtc0"
                                                        + " did not end the last one: back 20 min"
                                                        + " 1 s after it at 1970-01-01T02:20:05Z")
                                        .contains("--ignore-blocker silent-alarm"));
    }

    @Test
    void isNotForgottenWhereTheClockWasSetBack() {
        sleepTooLong();
        host.learned.replaceAll((_, test) ->
                new RtcTest(
                        test.fingerprint(),
                        test.state(),
                        Instant.EPOCH.plus(Duration.ofDays(400)),
                        test.passed(),
                        test.finding()));

        assertThat(outcome(request(Set.of()))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void isTriedAgainWhereTheKernelIsAnother() {
        sleepTooLong();
        host.learned.replaceAll((_, test) ->
                new RtcTest(
                        new Fingerprint("6.0", "SeaBIOS 1.16", "rtc0 cmos"),
                        test.state(),
                        test.at(),
                        test.passed(),
                        test.finding()));

        assertThat(outcome(request(Set.of()))).isInstanceOf(Outcome.Slept.class);
    }

    @Test
    void isTriedAgainWhereARequestSaysSoAndThenCountsAgain() {
        sleepTooLong();

        assertThat(outcome(request(Set.of("silent-alarm")))).isInstanceOf(Outcome.Slept.class);
        assertThat(host.learned.get(KEY)).extracting(RtcTest::passed).isEqualTo(true);
        assertThat(outcome(request(Set.of()))).isInstanceOf(Outcome.Slept.class);
    }

    @Test
    void isNotMeantWhereTheHostWasOnlyWokenEarly() {
        host.sleep = _ -> host.sleepFor(Duration.ofMinutes(5));

        assertThat(outcome(request(Set.of()))).isInstanceOf(Outcome.WokeEarly.class);
        assertThat(host.learned).isEmpty();
    }

    private void sleepTooLong() {
        host.alarmFires = false;
        host.sleep = _ -> host.sleepFor(HOUR.plusMinutes(20));
        assertThat(outcome(request(Set.of()))).isInstanceOf(Outcome.WokeLate.class);
        host.alarmFires = true;
        host.sleep = _ -> host.sleepUntilAlarm();
    }

    private Outcome outcome(SleepRequest request) {
        return host.run(request).outcome().orElseThrow();
    }

    private static SleepRequest request(Set<String> ignored) {
        SleepRequest usual = FakeHost.request(HOUR);
        return new SleepRequest(
                usual.id(),
                usual.requester(),
                usual.target(),
                usual.length(),
                usual.delay(),
                usual.guests(),
                usual.onEarlyWake(),
                ignored,
                usual.executor(),
                usual.dryRun());
    }
}
