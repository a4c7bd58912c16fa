package dev.lungfish.core.procedure.state;

import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.alarm.WakeCause.CauseReason;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenTime;
import dev.lungfish.core.wake.WakeOnLanMode;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A sleep that no alarm ends: a network card that was seen to wake the host is its way back.
class UnboundedSleepTest {
    private static final Duration DAYS = Duration.ofDays(3);
    private static final String NOW = "eth0: ";

    private final FakeHost host = new FakeHost();

    @BeforeEach
    void hasAProvedCardAndAnRtcThatNeverFires() {
        host.card = Optional.of(FakeCard.listening());
        host.alarmFires = false;
        host.kept = Optional.empty();
        prove(true);
        host.sleep = _ -> host.sleepUntilPacket(DAYS);
    }

    @Test
    void lastsUntilAMagicPacketComesAndPromisesNothing() {
        assertThat(outcome(unbounded()))
                .isInstanceOfSatisfying(
                        Outcome.Woken.class,
                        woken -> {
                            assertThat(woken.asleep()).isEqualTo(DAYS);
                            assertThat(woken.cause().kind()).isEqualTo(WakeCause.Kind.CARD);
                            assertThat(sentence(woken.reason()))
                                    .isEqualTo(
                                            "slept for 3 d, without a bound, woken by the network"
                                                    + " card eth0 (wakeup source 0000:03:00.0)");
                        });
    }

    @Test
    void touchesNoAlarmAndTestsNone() {
        assertThat(outcome(unbounded())).isInstanceOf(Outcome.Woken.class);

        assertThat(host.effects)
                .doesNotContain("SetAlarm", "ClearAlarm", "ReadRtc", "KeepTest")
                .containsSubsequence("Write", "ReadCard", "Enter");
        assertThat(host.journal)
                .anyMatch(JournalEntry.EnteringUnbounded.class::isInstance)
                .noneMatch(JournalEntry.Entering.class::isInstance);
    }

    @Test
    void endsWithWhateverWakesTheHost() {
        host.sleep = _ -> host.sleepFor(DAYS);

        assertThat(outcome(unbounded()))
                .isInstanceOfSatisfying(
                        Outcome.Woken.class,
                        woken ->
                                assertThat(woken.cause().kind()).isEqualTo(WakeCause.Kind.UNKNOWN));
    }

    @Test
    void leavesTheAlarmOfSomebodyElseAloneAndNamesItWhereItWakesTheHost() {
        host.alarmFires = true;
        host.alarm = Optional.of(host.rtcSeconds() + 3600);
        host.sleep = _ -> host.sleepUntilAlarm();

        assertThat(outcome(unbounded()))
                .isInstanceOfSatisfying(
                        Outcome.Woken.class,
                        woken ->
                                assertThat(woken.cause())
                                        .extracting(WakeCause::kind, WakeCause::description)
                                        .containsExactly(
                                                WakeCause.Kind.FOREIGN_ALARM,
                                                new CauseReason.OtherAlarmFired(
                                                        "rtc0", "", List.of())));
    }

    @Test
    void isRefusedWhereTheCardWasNeverProved() {
        host.proofs.clear();

        assertThat(sentence(outcome(unbounded()).reason()))
                .isEqualTo(
                        "no way back by magic packets: eth0 is not proved to wake the host from"
                                + " suspend-to-ram: it was never proved (to do: lungfish prove mem"
                                + " --wake wol --via NEIGHBOUR)");
    }

    @Test
    void isRefusedWhereTheLastProofOfTheCardFailed() {
        prove(false);

        assertThat(sentence(outcome(unbounded()).reason()))
                .contains("eth0 does not wake the host from suspend-to-ram: as the test wants it");
        assertThat(outcome(Asked.withoutBound().ignoring(Set.of("silent-alarm")).request()))
                .as("nothing makes up for a proof where there is no alarm")
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void isRefusedWhereTheProofIsOneOfAnotherCard() {
        host.proofs.replaceAll((_, proof) ->
                new Proof(
                        new Fingerprint(
                                "6.1",
                                "SeaBIOS 1.16",
                                WayBack.WAKE_ON_LAN,
                                "eth0 e1000e 0000:00:19.0",
                                "quiet"),
                        proof.state(),
                        proof.at(),
                        true,
                        proof.latency(),
                        proof.finding()));

        assertThat(sentence(outcome(unbounded()).reason()))
                .contains(
                        "the network card has changed from 'eth0 e1000e 0000:00:19.0' to 'eth0"
                                + " igb 0000:03:00.0'");
    }

    @Test
    void isRefusedWhereTheCardDoesNotListen() {
        refuses(
                new FakeCard(Set.of(), WakeSetting.ENABLED, true),
                NOW
                        + "it does not listen for magic packets: Wake-on-LAN is d (to do: lungfish"
                        + " wol eth0 --set g)");
        refuses(
                new FakeCard(Set.of(WakeOnLanMode.MAGIC), WakeSetting.DISABLED, true),
                NOW
                        + "its device is not allowed to wake the host (to do: echo enabled >"
                        + " /sys/a/file)");
        refuses(
                new FakeCard(Set.of(WakeOnLanMode.MAGIC), WakeSetting.ENABLED, false),
                NOW + "it has no link: /sys/a/file false");
        host.card = Optional.empty();
        assertThat(sentence(outcome(unbounded()).reason()))
                .isEqualTo("no way back by magic packets: this host has no network card");
    }

    private void refuses(FakeCard card, String why) {
        host.card = Optional.of(card);
        assertThat(sentence(outcome(unbounded()).reason()))
                .isEqualTo("no way back by magic packets: " + why);
    }

    @Test
    void doesNotTakePlaceWhereTheCardForgotToListenMeanwhile() {
        instead(
                Effect.Quiesce.class,
                () -> host.card = Optional.of(new FakeCard(Set.of(), WakeSetting.ENABLED, true)));

        assertThat(sentence(outcome(unbounded()).reason()))
                .startsWith("not suspending: eth0: it does not listen for magic packets");
        assertThat(host.effects).doesNotContain("Enter");
    }

    @Test
    void doesNotTakePlaceWhereTheCardTakesTooLongToAnswer() {
        instead(Effect.ReadCard.class, () -> host.pass(Duration.ofSeconds(2)));

        assertThat(sentence(outcome(unbounded()).reason()))
                .isEqualTo("not suspending: eth0 took 2 s to answer, and may no longer listen");
    }

    @Test
    void isRefusedWhereSomebodyAskedForAWakeupThatNothingWouldKeep() {
        host.wakeups.add(
                new Wakeup(
                        "w1",
                        "root",
                        "backup",
                        host.now().wall().plus(Duration.ofHours(9)),
                        Duration.ofMinutes(5)));

        assertThat(sentence(outcome(unbounded()).reason()))
                .contains("a wakeup is asked for", "no alarm would keep it", "--wake rtc,wol");
        assertThat(outcome(Asked.withoutBound().ignoring(Set.of("wakeups")).request()))
                .isInstanceOf(Outcome.Woken.class);
    }

    @Test
    void asksForWaysThatFitItsLength() {
        assertThat(
                        sentence(
                                outcome(
                                                Asked.forLength(DAYS)
                                                        .relyingOn(WayBack.WAKE_ON_LAN)
                                                        .request())
                                        .reason()))
                .isEqualTo(
                        "without the alarm of an RTC nothing ends a sleep for 3 d (to do: --wake"
                                + " rtc,wol, or --unbounded in place of --for)");
        assertThat(
                        sentence(
                                outcome(
                                                Asked.withoutBound()
                                                        .relyingOn(WayBack.RTC, WayBack.WAKE_ON_LAN)
                                                        .request())
                                        .reason()))
                .startsWith("the alarm of an RTC needs a time");
    }

    @Test
    void tellsItsPlanWithoutAPromise() {
        assertThat(outcome(Asked.withoutBound().dryRun(true).request()))
                .isInstanceOfSatisfying(
                        Outcome.WouldSleep.class,
                        would ->
                                assertThat(would.plan())
                                        .extracting(ReasonText::sentence)
                                        .containsExactly(
                                                "suspend-to-ram by kernel, without a bound, 5 s"
                                                        + " from the acceptance",
                                                "back by a magic packet to eth0, proved at "
                                                        + SpokenTime.of(Instant.EPOCH)));
    }

    @Test
    void tellsOfTheWayBackWhereAnAttemptHangs() {
        host.sleep = _ -> new Answer.Entry.Hanging("no answer in 120 s");

        Ended ended = host.run(unbounded());

        assertThat(ended.outcome().orElseThrow()).isInstanceOf(Outcome.Unproven.class);
        assertThat(ended.leftBehind())
                .extracting(ReasonText::sentence)
                .containsExactly(
                        "the host may still go to sleep, and a magic packet to eth0 would be the"
                                + " way back");
    }

    @Test
    void isSettledWhereLungfishWasKilledInIt() {
        AtomicReference<List<JournalEntry>> open = new AtomicReference<>(List.of());
        host.sleep =
                _ -> {
                    open.set(List.copyOf(host.journal));
                    return host.sleepUntilPacket(DAYS);
                };
        assertThat(outcome(unbounded())).isInstanceOf(Outcome.Woken.class);

        Ended settled = host.run(SleepProcedure.settle(open.get(), host.settings));

        assertThat(settled.outcome().orElseThrow())
                .isInstanceOfSatisfying(
                        Outcome.Unproven.class,
                        unproven ->
                                assertThat(sentence(unproven.reason())).contains("slept for 3 d"));
        assertThat(settled.leftBehind()).isEmpty();
    }

    @Test
    void isSettledAsWokenWhereItsReturnWasWrittenDown() {
        assertThat(outcome(unbounded())).isInstanceOf(Outcome.Woken.class);
        List<JournalEntry> open =
                host.journal.stream()
                        .filter(entry -> !(entry instanceof JournalEntry.Ended))
                        .toList();

        assertThat(host.run(SleepProcedure.settle(open, host.settings)).outcome().orElseThrow())
                .isInstanceOf(Outcome.Woken.class);
    }

    private <E extends Effect> void instead(Class<E> kind, Runnable first) {
        Consumer<Effect> act = _ -> first.run();
        host.override =
                effect -> {
                    if (kind.isInstance(effect)) {
                        act.accept(effect);
                    }
                    return Optional.empty();
                };
    }

    private void prove(boolean held) {
        Proof proof =
                new Proof(
                        FakeCard.FINGERPRINT,
                        SleepState.SUSPEND_TO_RAM,
                        Instant.EPOCH,
                        held,
                        Optional.empty(),
                        ReceivedReason.uncoded("as the test wants it"));
        host.proofs.put(proof.key(), proof);
    }

    private static SleepRequest unbounded() {
        return Asked.withoutBound().request();
    }

    private Outcome outcome(SleepRequest request) {
        return host.run(request).outcome().orElseThrow();
    }
}
