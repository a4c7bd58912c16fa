package dev.lungfish.core.procedure.state;

import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.ProofReason;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// That a magic packet brings the host back is shown by a sleep, with an alarm in case it does not.
class ProofOfCardTest {
    private static final Duration SHORT = Duration.ofMinutes(3);
    private static final String KEY = Proof.key("eth0", SleepState.SUSPEND_TO_RAM);
    private static final String KEY_OF_RTC = Proof.key("rtc0", SleepState.SUSPEND_TO_RAM);

    private final FakeHost host = new FakeHost();

    @BeforeEach
    void hasACard() {
        host.card = Optional.of(FakeCard.listening());
    }

    @Test
    void isMadeWhereTheCardWakesTheHost() {
        host.sleep = _ -> host.sleepUntilPacket(Duration.ofSeconds(20));

        assertThat(outcome(proving()))
                .isInstanceOfSatisfying(
                        Outcome.Woken.class,
                        woken -> assertThat(woken.asleep()).isEqualTo(Duration.ofSeconds(20)));
        assertThat(kept())
                .extracting(Proof::held, Proof::fingerprint, Proof::latency)
                .containsExactly(true, FakeCard.FINGERPRINT, Optional.empty());
        assertThat(host.proofs).as("of the alarm nothing was seen").doesNotContainKey(KEY_OF_RTC);
        assertThat(outcome(Asked.withoutBound().request())).isInstanceOf(Outcome.Woken.class);
    }

    @Test
    void isMadeByABridgeAboveTheCardWhereNothingElseCounted() {
        host.sleep =
                _ -> {
                    host.wakeEvents.merge(FakeCard.BRIDGE, 1L, Long::sum);
                    return host.sleepFor(Duration.ofSeconds(20));
                };
        host.wakeEvents.put(FakeCard.BRIDGE, 0L);

        assertThat(outcome(proving())).isInstanceOf(Outcome.Woken.class);
        assertThat(kept().held()).isTrue();
    }

    @Test
    void failsWhereTheAlarmHadToWakeTheHostAndTheAlarmIsProvedByThat() {
        assertThat(outcome(proving())).isInstanceOf(Outcome.Slept.class);

        assertThat(kept())
                .extracting(Proof::held, Proof::finding)
                .containsExactly(false, new ProofReason.CardDidNotWake("eth0"));
        assertThat(Objects.requireNonNull(host.proofs.get(KEY_OF_RTC)).held()).isTrue();
    }

    @Test
    void saysNothingWhereSomethingElseWokeTheHost() {
        host.wakeEvents.put("PNP0C0C:00", 0L);
        host.sleep =
                _ -> {
                    host.wakeEvents.put("PNP0C0C:00", 1L);
                    return host.sleepFor(Duration.ofSeconds(20));
                };

        assertThat(outcome(proving())).isInstanceOf(Outcome.WokeEarly.class);
        assertThat(host.proofs).isEmpty();
    }

    @Test
    void saysNothingWhereNothingNamesItself() {
        host.sleep = _ -> host.sleepFor(Duration.ofSeconds(20));

        assertThat(outcome(proving())).isInstanceOf(Outcome.WokeEarly.class);
        assertThat(host.proofs).isEmpty();
    }

    @Test
    void failsForTheCardWhereTheHostNeverSlept() {
        host.sleep = _ -> new Answer.Entry.Refused("write to state: EBUSY", "EBUSY");

        assertThat(outcome(proving())).isInstanceOf(Outcome.NeverEntered.class);
        assertThat(kept().held()).isFalse();
        assertThat(host.proofs).doesNotContainKey(KEY_OF_RTC);
    }

    @Test
    void isTriedThoughTheLastProofOfTheAlarmFailed() {
        Proof failed =
                new Proof(
                        FakeHost.FINGERPRINT,
                        SleepState.SUSPEND_TO_RAM,
                        Instant.EPOCH,
                        false,
                        Optional.empty(),
                        ReceivedReason.uncoded("the alarm was silent"));
        host.proofs.put(failed.key(), failed);
        host.sleep = _ -> host.sleepUntilPacket(Duration.ofSeconds(20));

        assertThat(outcome(proving())).isInstanceOf(Outcome.Woken.class);
        assertThat(outcome(both()))
                .as("it relies on the alarm too")
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void isMadeByAnySleepThatReliesOnTheCard() {
        host.sleep = _ -> host.sleepUntilPacket(Duration.ofSeconds(20));

        assertThat(outcome(both()))
                .isInstanceOfSatisfying(
                        Outcome.Woken.class,
                        woken ->
                                assertThat(sentence(woken.reason()))
                                        .isEqualTo(
                                                "slept for 20 s, woken as the request allows by the"
                                                        + " network card eth0 (wakeup source"
                                                        + " 0000:03:00.0)"));
        assertThat(kept().held()).isTrue();
    }

    @Test
    void isNotAskedForWhereAnAlarmIsThereToo() {
        assertThat(outcome(both())).isInstanceOf(Outcome.Slept.class);
        assertThat(host.proofs).doesNotContainKey(KEY);
    }

    @Test
    void isNeededBesideAnAlarmWhereTheLastOneFailed() {
        host.proofs.put(
                KEY,
                new Proof(
                        FakeCard.FINGERPRINT,
                        SleepState.SUSPEND_TO_RAM,
                        Instant.EPOCH,
                        false,
                        Optional.empty(),
                        ReceivedReason.uncoded("deaf")));

        assertThat(sentence(outcome(both()).reason()))
                .contains("eth0 does not wake the host from suspend-to-ram: deaf");
        assertThat(outcome(Asked.forLength(SHORT).request())).isInstanceOf(Outcome.Slept.class);
    }

    @Test
    void isNoReasonToSleepBesideACardThatDoesNotListenAnyMore() {
        host.override =
                effect -> {
                    if (effect instanceof Effect.Quiesce) {
                        host.card = Optional.of(new FakeCard(Set.of(), WakeSetting.ENABLED, true));
                    }
                    return Optional.empty();
                };

        assertThat(sentence(outcome(both()).reason()))
                .startsWith("not suspending: eth0: it does not listen for magic packets");
        assertThat(host.alarm).isEmpty();
    }

    @Test
    void isNotForgottenWhereItCanNotBeRead() {
        host.proofsUnreadable =
                Optional.of(ReceivedReason.uncoded("/var/lib/lungfish/proofs.json: damaged"));

        assertThat(sentence(outcome(Asked.forLength(SHORT).request()).reason()))
                .isEqualTo(
                        "whether the way back failed its last proof is not known:"
                                + " /var/lib/lungfish/proofs.json: damaged (to do: mend or remove"
                                + " it, then lungfish prove mem; --ignore-blocker silent-alarm"
                                + " sleeps all the same)");
        assertThat(outcome(Asked.forLength(SHORT).ignoring(Set.of("silent-alarm")).request()))
                .isInstanceOf(Outcome.Slept.class);
    }

    @Test
    void tellsWhereItCanNotBeKept() {
        host.override =
                effect ->
                        effect instanceof Effect.KeepProof
                                ? Optional.of(new Answer.Failed("proofs.json: ENOSPC", "ENOSPC"))
                                : Optional.empty();

        assertThat(host.run(Asked.forLength(SHORT).request()).leftBehind())
                .extracting(ReasonText::sentence)
                .containsExactly(
                        "what the sleep showed of its way back is not kept: proofs.json: ENOSPC");
    }

    private Proof kept() {
        return Objects.requireNonNull(host.proofs.get(KEY));
    }

    private static SleepRequest proving() {
        return Asked.forLength(SHORT)
                .relyingOn(WayBack.RTC, WayBack.WAKE_ON_LAN)
                .proving(true)
                .request();
    }

    private static SleepRequest both() {
        return Asked.forLength(SHORT).relyingOn(WayBack.RTC, WayBack.WAKE_ON_LAN).request();
    }

    private Outcome outcome(SleepRequest request) {
        return host.run(request).outcome().orElseThrow();
    }
}
