package dev.lungfish.core.procedure.state;

import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.ProcedureSettings.UnprovedPolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenTime;
import dev.lungfish.core.wake.RtcReadings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a sleep shows of its way back, and what comes of that for the next one.
class ProofOfWakeTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String KEY = "rtc0 suspend-to-ram";

    private final FakeHost host = new FakeHost();

    @Test
    void isKeptOfEachSleepThatItsAlarmEnded() {
        host.sleep =
                _ -> {
                    host.pass(Duration.ofMillis(1500));
                    Answer.Entry entry = host.sleepUntilAlarm();
                    host.pass(Duration.ofMillis(700));
                    return entry;
                };

        assertThat(outcome(usual())).isInstanceOf(Outcome.Slept.class);

        Proof proof = kept();
        assertThat(proof.held()).isTrue();
        assertThat(proof.state()).isEqualTo(SleepState.SUSPEND_TO_RAM);
        Proof.Latency latency = proof.latency().orElseThrow();
        assertThat(latency.up()).isBetween(Duration.ZERO, Duration.ofMillis(710));
        assertThat(latency.down().plus(latency.up()))
                .isBetween(Duration.ofMillis(2200), Duration.ofMillis(2300));
    }

    @Test
    void refusesAStateWhoseAlarmDidNotEndItsLastSleep() {
        sleepTooLong();

        assertThat(sentence(outcome(usual()).reason()))
                .startsWith(
                        "no way back from suspend-to-ram: the alarm of rtc0 did not end the last"
                                + " one: back 20 min after its time at "
                                + SpokenTime.of(Instant.parse("1970-01-01T02:20:05Z")))
                .contains("lungfish prove mem", "--ignore-blocker silent-alarm");
    }

    /// ACPI's flag RTC_S4; and rtc_cmos without use_acpi_alarm on a host that only suspends to
    /// idle.
    @ParameterizedTest
    @CsvSource({"DISK, SUSPEND_TO_DISK", "IDLE, SUSPEND_TO_IDLE"})
    void isNeededWhereSomethingSpeaksAgainstTheAlarm(SleepTarget target, SleepState state) {
        host.alsoSupported = Set.of(SleepState.SUSPEND_TO_DISK, SleepState.SUSPEND_TO_IDLE);
        host.limits =
                new RtcReadings.Limits(
                        new Reading.Present<>("FACP", false, "flags 0x25"),
                        new Reading.Present<>("use_acpi_alarm", false, "N"));
        host.sleep =
                enter -> {
                    Answer.Entry entry = host.sleepUntilAlarm();
                    host.success -= enter.state() == SleepState.SUSPEND_TO_DISK ? 1 : 0;
                    return entry;
                };
        SleepRequest request = Asked.forLength(HOUR).aimingAt(target).request();

        assertThat(sentence(endOf(request).reason()))
                .contains("no proved way back from " + state.spelling())
                .contains("lungfish prove " + target.spelling());
        assertThat(endOf(FakeHost.request(HOUR))).isInstanceOf(Outcome.Slept.class);

        Outcome proved = endOf(Asked.forLength(HOUR).aimingAt(target).proving(true).request());
        assertThat(proved).as(sentence(proved.reason())).isInstanceOf(Outcome.Slept.class);
        assertThat(endOf(request)).isInstanceOf(Outcome.Slept.class);
    }

    @Test
    void isNotForgottenWhereItFailedLongAgoOrTheClockWasSetBack() {
        sleepTooLong();
        Proof failed = kept();

        for (Instant at : List.of(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(400)))) {
            host.proofs.put(KEY, at(failed, at));
            assertThat(outcome(usual())).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void isForgottenWhereTheKernelIsAnother() {
        sleepTooLong();
        host.proofs.put(
                KEY, of(kept(), new Fingerprint("6.0", "SeaBIOS 1.16", "rtc0 cmos", "quiet")));

        assertThat(outcome(usual())).isInstanceOf(Outcome.Slept.class);
    }

    @Test
    void isTriedAgainWhereARequestSaysSoAndThenCountsAgain() {
        sleepTooLong();

        assertThat(outcome(request(Set.of("silent-alarm"), false)))
                .isInstanceOf(Outcome.Slept.class);
        assertThat(kept().held()).isTrue();
        assertThat(outcome(usual())).isInstanceOf(Outcome.Slept.class);
    }

    @Test
    void isMadeAnewByARequestThatProves() {
        sleepTooLong();

        assertThat(outcome(proving())).isInstanceOf(Outcome.Slept.class);
        assertThat(outcome(usual())).isInstanceOf(Outcome.Slept.class);
    }

    @Test
    void saysNothingWhereTheHostWasWokenEarly() {
        host.sleep = _ -> host.sleepFor(Duration.ofMinutes(5));

        assertThat(outcome(proving())).isInstanceOf(Outcome.WokeEarly.class);
        assertThat(host.proofs).isEmpty();
    }

    @Test
    void failsWhereTheHostNeverSleptIfAProofWasWanted() {
        host.sleep = _ -> new Answer.Entry.Refused("write to state: EBUSY", "EBUSY");

        assertThat(outcome(usual())).isInstanceOf(Outcome.NeverEntered.class);
        assertThat(host.proofs).as("a passing hindrance is no proof").isEmpty();

        assertThat(outcome(proving())).isInstanceOf(Outcome.NeverEntered.class);
        assertThat(kept().held()).isFalse();
        assertThat(sentence(outcome(usual()).reason())).contains("the last proof failed", "EBUSY");
    }

    @Test
    void failsWhereTheAlarmBroughtTheHostBackTooLateIfAProofWasWanted() {
        host.sleep =
                _ -> {
                    Answer.Entry entry = host.sleepUntilAlarm();
                    host.pass(Duration.ofMinutes(5));
                    return entry;
                };

        assertThat(outcome(proving())).isInstanceOf(Outcome.WokeLate.class);
        assertThat(kept().held()).isFalse();
    }

    @Test
    void failsWhereMemoryWasLostIfAProofWasWanted() {
        Step step = SleepProcedure.begin(proving(), host.settings);
        while (!(step.effect().orElseThrow() instanceof Effect.Enter)) {
            step =
                    step.state()
                            .on(
                                    new Event(
                                            host.carryOut(step.effect().get()),
                                            host.now(),
                                            Optional.empty()));
        }
        host.bootId = "boot-2";
        host.sinceBoot = Duration.ofMinutes(1);
        host.awake = Duration.ofMinutes(1);

        host.run(SleepProcedure.settle(List.copyOf(host.journal), host.settings));

        assertThat(kept())
                .satisfies(proof -> assertThat(proof.held()).isFalse())
                .extracting(Proof::fingerprint)
                .isEqualTo(FakeHost.FINGERPRINT);
    }

    @Test
    void isNeededWhereTheAdministratorWantsThat() {
        host.settings = unproved(UnprovedPolicy.REFUSE);

        assertThat(sentence(outcome(usual()).reason()))
                .isEqualTo(
                        "no proved way back from suspend-to-ram by rtc0: it was never proved (to"
                                + " do: lungfish prove mem)");
        assertThat(outcome(proving())).isInstanceOf(Outcome.Slept.class);
        assertThat(outcome(usual())).isInstanceOf(Outcome.Slept.class);
    }

    @Test
    void doesNotHoldForAnotherHostThanItWasMadeOn() {
        host.settings = unproved(UnprovedPolicy.REFUSE);
        assertThat(outcome(proving())).isInstanceOf(Outcome.Slept.class);
        host.proofs.replaceAll((_, proof) ->
                of(proof, new Fingerprint("5.10", "SeaBIOS 1.16", "rtc0 cmos", "quiet")));

        assertThat(sentence(outcome(usual()).reason()))
                .contains("the kernel has changed from '5.10' to '6.1'", "lungfish prove mem");
    }

    @Test
    void getsTooOld() {
        host.settings = unproved(UnprovedPolicy.REFUSE);
        assertThat(outcome(proving())).isInstanceOf(Outcome.Slept.class);
        host.pass(Duration.ofDays(91));

        assertThat(sentence(outcome(usual()).reason())).contains("is too old");
    }

    @Test
    void isMissedInWordsWhereTheAdministratorWantsAWarning() {
        host.settings = unproved(UnprovedPolicy.WARN);

        assertThat(plan()).contains("warning: the way back is not proved: it was never proved");
        assertThat(outcome(usual())).isInstanceOf(Outcome.Slept.class);
        assertThat(plan())
                .noneMatch(line -> line.startsWith("warning"))
                .anyMatch(line -> line.startsWith("the way back was proved at "));
    }

    private Proof kept() {
        return Objects.requireNonNull(host.proofs.get(KEY));
    }

    private List<String> plan() {
        return outcome(Asked.forLength(HOUR).dryRun(true).request())
                        instanceof Outcome.WouldSleep(List<Reason> plan)
                ? plan.stream().map(ReasonText::sentence).toList()
                : List.of();
    }

    private void sleepTooLong() {
        host.alarmFires = false;
        host.sleep = _ -> host.sleepFor(HOUR.plusMinutes(20));
        assertThat(outcome(usual())).isInstanceOf(Outcome.WokeLate.class);
        host.alarmFires = true;
        host.sleep = _ -> host.sleepUntilAlarm();
    }

    private Outcome outcome(SleepRequest request) {
        return host.run(request).outcome().orElseThrow();
    }

    private static SleepRequest usual() {
        return request(Set.of(), false);
    }

    private Outcome endOf(SleepRequest request) {
        return host.run(request).outcome().orElseThrow();
    }

    private static SleepRequest proving() {
        return request(Set.of(), true);
    }

    private static SleepRequest request(Set<String> ignored, boolean proves) {
        return Asked.forLength(HOUR).ignoring(ignored).proving(proves).request();
    }

    private static Proof at(Proof proof, Instant at) {
        return new Proof(
                proof.fingerprint(),
                proof.state(),
                at,
                proof.held(),
                proof.latency(),
                proof.finding());
    }

    private static Proof of(Proof proof, Fingerprint fingerprint) {
        return new Proof(
                fingerprint,
                proof.state(),
                proof.at(),
                proof.held(),
                proof.latency(),
                proof.finding());
    }

    private static ProcedureSettings unproved(UnprovedPolicy policy) {
        ProcedureSettings usual = ProcedureSettings.usual();
        return new ProcedureSettings(
                usual.shortest(),
                usual.longest(),
                usual.longestDelay(),
                Duration.ofDays(365),
                usual.longestNap(),
                usual.memoryLead(),
                usual.imageLead(),
                usual.earlyTolerance(),
                usual.memoryLateTolerance(),
                usual.imageLateTolerance(),
                usual.foreignStay(),
                usual.proofValidity(),
                policy,
                usual.mostEarlyWakes());
    }
}
