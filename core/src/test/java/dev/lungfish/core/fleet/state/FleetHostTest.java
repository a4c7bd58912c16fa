package dev.lungfish.core.fleet.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.CheckIn.Cause;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// One host of a fleet through its life.
class FleetHostTest {
    @Test
    void sleepsByALeaseAndSleepsOnAtItsAlarm() {
        Played played = Played.awake();

        assertThat(played.calls(Cause.DUE, played.sleep())).isInstanceOf(Verdict.Sleep.class);
        assertThat(played.host.state()).isInstanceOf(HostState.Ordered.class);
        assertThat(played.goes(Optional.of("lease1"), Optional.of(Played.LENGTH)))
                .isInstanceOf(Verdict.Sleep.class);
        assertThat(played.host.state()).isInstanceOf(HostState.Asleep.class);
        played.passes(Played.LENGTH);

        assertThat(played.wakes(played.sleep())).isInstanceOf(Verdict.Sleep.class);
        assertThat(played.host.history().renewals()).isEqualTo(1);
        assertThat(played.host.state()).isInstanceOf(HostState.Ordered.class);
    }

    @Test
    void isAwakeForTenMinutesBeforeItSleeps() {
        Played played = new Played();
        played.calls(Cause.STARTED, played.stay());
        played.passes(Duration.ofMinutes(1));

        assertThat(played.calls(Cause.DUE, played.sleep()).reason())
                .isInstanceOf(FleetReason.HostAwakeTooShort.class);
    }

    @Test
    void isAwakeForLongerAfterSleepsThatWereNotWorthIt() {
        Played played = Played.asleep();
        played.passes(Duration.ofMinutes(1));
        played.on(now -> new HostEvent.Wanted(now, Played.SOMEBODY));
        played.passes(Duration.ofSeconds(5));
        played.wakes(played.stay());
        played.on(HostEvent.Unwanted::new);
        Instant back = played.now;
        played.passes(Duration.ofMinutes(1));

        assertThat(played.calls(Cause.DUE, played.sleep()).reason())
                .isEqualTo(new FleetReason.HostAwakeTooShort(back.plus(Duration.ofMinutes(20))));
    }

    @Test
    void letsADemandWinUntilTheNoticeIsAnswered() {
        Played played = Played.awake();
        played.calls(Cause.DUE, played.sleep());
        played.on(now -> new HostEvent.Wanted(now, Played.SOMEBODY));

        assertThat(played.packets()).isEmpty();
        assertThat(played.goes(Optional.of("lease1"), Optional.of(Played.LENGTH)))
                .isInstanceOf(Verdict.Stay.class);
        // The answer may get lost, and then it sleeps: so it is woken all the same.
        assertThat(played.packets()).containsExactly(new HostAction.Wake(1, WakePath.PACKETS));
        assertThat(played.host.state()).isInstanceOf(HostState.Waking.class);
    }

    @Test
    void repeatsPacketsAndGoesOnByTheNextPath() {
        Played played = Played.asleep();
        played.on(now -> new HostEvent.Wanted(now, Played.SOMEBODY));
        for (int i = 0; i < 40; i++) {
            played.passes(Duration.ofSeconds(1));
        }

        assertThat(played.packets())
                .extracting(HostAction.Wake::path)
                .containsExactly(
                        WakePath.PACKETS,
                        WakePath.PACKETS,
                        WakePath.PACKETS,
                        WakePath.PACKETS,
                        WakePath.PACKETS,
                        WakePath.NEIGHBOUR,
                        WakePath.NEIGHBOUR,
                        WakePath.NEIGHBOUR,
                        WakePath.NEIGHBOUR);
    }

    @Test
    void goesOnByTheNextPathWhereOneCannotBeUsed() {
        Played played = Played.asleep();
        played.on(now -> new HostEvent.Wanted(now, Played.SOMEBODY));
        played.on(now -> new HostEvent.PacketsFailed(now, 1, Played.SOMEBODY));
        played.passes(Duration.ofSeconds(2));

        assertThat(played.packets().getLast().path()).isEqualTo(WakePath.NEIGHBOUR);
    }

    @Test
    void isOverdueIfItDoesNotCallAndIsLostAfterAWeek() {
        Played played = Played.asleep();
        played.passes(Played.LENGTH.plus(Played.RULES.tolerance()));
        assertThat(played.host.state()).isInstanceOf(HostState.Due.class);
        assertThat(played.packets()).isEmpty();
        played.passes(Played.RULES.grace());
        assertThat(played.told()).containsExactly("host-alarm-missed");
        assertThat(played.packets())
                .extracting(HostAction.Wake::path)
                .containsExactly(WakePath.PACKETS, WakePath.NEIGHBOUR);
        for (int i = 0; i < 7 * 24 * 4; i++) {
            played.passes(Duration.ofMinutes(15));
        }

        assertThat(played.host.state()).isInstanceOf(HostState.Lost.class);
        assertThat(played.told()).containsExactly("host-alarm-missed", "host-given-up");
        assertThat(played.packets()).hasSizeBetween(1200, 1400);
        played.wakes(played.stay());
        assertThat(played.host.state().isAwake()).isTrue();
    }

    @Test
    void sleepsOnByItselfOnlyAsLongAsItsLeaseSays() {
        Played played = Played.awake();
        played.calls(Cause.DUE, played.sleep(new Autonomy(2, Duration.ofHours(1))));
        played.goes(Optional.of("lease1"), Optional.of(Played.LENGTH));

        played.passes(Played.LENGTH.plus(Duration.ofHours(2)));
        assertThat(played.host.state()).isInstanceOf(HostState.Asleep.class);
        played.passes(Duration.ofMinutes(5));
        assertThat(played.host.state()).isInstanceOf(HostState.Due.class);
    }

    @Test
    void believesNoCallThatWasSentBeforeItsSleep() {
        Played played = Played.awake();
        CheckIn early = played.message(Cause.DUE);
        played.falls();
        played.passes(Duration.ofSeconds(60));

        assertThat(played.calls(early, played.stay()).reason())
                .isEqualTo(new FleetReason.CallTooLate());
        assertThat(played.host.state()).isInstanceOf(HostState.Asleep.class);
    }

    @Test
    void givesTheSameLeaseAgainWhereItsAnswerWasLost() {
        Played played = Played.awake();
        CheckIn call = played.message(Cause.DUE);
        played.calls(call, played.sleep());
        played.passes(Duration.ofSeconds(10));

        assertThat(played.calls(call, played.sleep()))
                .isInstanceOfSatisfying(
                        Verdict.Sleep.class,
                        again -> {
                            assertThat(again.lease().id()).isEqualTo("lease1");
                            assertThat(again.lease().length())
                                    .isEqualTo(Played.LENGTH.minusSeconds(10));
                        });
    }

    @Test
    void neverGivesALeaseToWhoeverHasSeenAHigherEpoch() {
        Played played = Played.awake();
        CheckIn before = played.message(Cause.DUE);
        played.calls(before, played.sleep());
        played.highest = new Epoch(8);
        CheckIn after = played.message(Cause.DUE);

        assertThat(played.calls(after, played.sleep()).reason())
                .isEqualTo(new FleetReason.EpochPassed(7, 8));
        Played other = Played.awake();
        other.highest = new Epoch(8);
        assertThat(other.calls(Cause.DUE, other.sleep()).reason())
                .isEqualTo(new FleetReason.EpochPassed(7, 8));
    }

    @Test
    void confirmsNoLeaseOfAnEpochThatIsOver() {
        Played played = Played.awake();
        played.calls(Cause.DUE, played.sleep());
        played.epoch = new Epoch(8);
        played.on(HostEvent.EpochRaised::new);

        assertThat(played.goes(Optional.of("lease1"), Optional.of(Played.LENGTH)).reason())
                .isEqualTo(new FleetReason.LeaseNotKnown("lease1"));
    }

    @Test
    void orderThatNobodyAnsweredBecomesASleepWithABound() {
        Played played = Played.awake();
        played.calls(Cause.DUE, played.sleep());
        Instant ordered = played.now;
        played.passes(Played.RULES.order());
        assertThat(played.host.state()).isInstanceOf(HostState.Limbo.class);
        assertThat(played.actions).contains(new HostAction.Probe());
        played.passes(Played.RULES.limbo());

        assertThat(played.host.state())
                .isInstanceOfSatisfying(
                        HostState.Asleep.class,
                        asleep -> {
                            assertThat(asleep.sleep().certain()).isFalse();
                            assertThat(asleep.sleep().bound())
                                    .contains(
                                            ordered.plus(Played.LENGTH)
                                                    .plus(Played.RULES.tolerance()));
                        });
        assertThat(played.packets()).isEmpty();
    }

    @Test
    void hostThatFallsSilentIsMissed() {
        Played played = Played.awake();
        played.passes(Duration.ofMinutes(3));
        assertThat(played.host.state()).isInstanceOf(HostState.Limbo.class);
        played.passes(Duration.ofMinutes(5));

        assertThat(played.host.state()).isInstanceOf(HostState.Overdue.class);
        assertThat(played.told()).containsExactly("host-stays-silent");
    }

    @Test
    void powerIsSwitchedOnOnlyWhereItIsCertainThatTheHostSleeps() {
        Played sure = Played.asleep();
        sure.paths = List.of(WakePath.POWER_ON);
        sure.on(now -> new HostEvent.Wanted(now, Played.SOMEBODY));
        assertThat(sure.packets()).isEmpty();
        sure.on(HostEvent.Silent::new);
        sure.passes(Duration.ofSeconds(2));
        assertThat(sure.packets()).hasSize(1);

        Played unsure = Played.awake();
        unsure.paths = List.of(WakePath.POWER_ON);
        unsure.calls(Cause.DUE, unsure.sleep());
        unsure.passes(Played.RULES.order());
        unsure.on(now -> new HostEvent.Wanted(now, Played.SOMEBODY));
        for (int i = 0; i < 1000; i++) {
            unsure.on(HostEvent.Silent::new);
            unsure.passes(Duration.ofSeconds(5));
        }
        assertThat(unsure.packets()).isEmpty();
        assertThat(unsure.host.state()).isInstanceOf(HostState.Overdue.class);
    }

    @Test
    void answerToAProbeProvesNothing() {
        Played played = Played.asleep();
        played.on(now -> new HostEvent.Answered(now, Played.SOMEBODY));
        assertThat(played.host.state()).isInstanceOf(HostState.Asleep.class);
        played.on(now -> new HostEvent.Wanted(now, Played.SOMEBODY));
        played.on(now -> new HostEvent.Answered(now, Played.SOMEBODY));
        assertThat(played.host.state().isAwake()).isFalse();
        played.passes(Played.RULES.proof());

        assertThat(played.host.state()).isInstanceOf(HostState.Overdue.class);
        assertThat(played.told()).containsExactly("host-answers-without-call");
    }

    @Test
    void restoredDatabaseFearsTheLongestSleepAndOrdersNone() {
        Played played = Played.awake();
        played.on(HostEvent.Restored::new);
        assertThat(played.host.state().rest().flatMap(Rest::bound))
                .contains(played.now.plus(Duration.ofHours(8)).plus(Played.RULES.tolerance()));
        played.on(now -> new HostEvent.Released(now, Played.SOMEBODY));
        played.calls(Cause.DUE, played.stay());

        assertThat(played.host.speaksAgainstSleep(played.now, played.context()))
                .containsInstanceOf(FleetReason.HostBacksOff.class);
    }

    @Test
    void startOfAControllerGivesEverybodyTheTimeToCall() {
        Played played = Played.asleep();
        played.now = played.now.plus(Duration.ofHours(3));
        played.on(HostEvent.Started::new);
        assertThat(played.host.state()).isInstanceOf(HostState.Unknown.class);
        assertThat(played.told()).isEmpty();
        played.wakes(played.stay());

        assertThat(played.host.state().isAwake()).isTrue();
        assertThat(played.told()).isEmpty();
    }

    @Test
    void allTimesMoveWithAClockThatIsSetBack() {
        Played played = Played.asleep();
        played.now = played.now.minus(Duration.ofDays(1));
        played.on(HostEvent.Passed::new);
        played.passes(Played.LENGTH.plus(Played.RULES.tolerance()));

        assertThat(played.host.state()).isInstanceOf(HostState.Due.class);
    }

    @Test
    void bootFromASleepMakesSickAndADayAndAWayBackMakeWell() {
        Played played = Played.asleep();
        played.passes(Duration.ofMinutes(10));
        played.boots(played.sleep());
        assertThat(played.host.state()).isInstanceOf(HostState.Sick.class);
        assertThat(played.told()).containsExactly("host-sick");
        played.returns = List.of();
        for (int i = 0; i < 25 * 60; i++) {
            played.passes(Duration.ofMinutes(1));
            played.calls(Cause.DUE, played.sleep());
        }
        assertThat(played.host.state()).isInstanceOf(HostState.Sick.class);
        played.returns = Played.awake().returns;
        played.passes(Duration.ofMinutes(1));
        played.calls(Cause.DUE, played.stay());

        assertThat(played.host.state()).isInstanceOf(HostState.Awake.class);
    }

    @Test
    void hostThatNeverSleepsIsSickAfterThreeTimes() {
        Played played = Played.awake();
        for (int i = 0; i < 3; i++) {
            assertThat(played.calls(Cause.DUE, played.sleep())).isInstanceOf(Verdict.Sleep.class);
            played.failsToSleep(played.stay());
            for (int minute = 0; minute < 11; minute++) {
                played.passes(Duration.ofMinutes(1));
                played.calls(Cause.DUE, played.stay());
            }
        }

        assertThat(played.host.state()).isInstanceOf(HostState.Sick.class);
    }

    @Test
    void hostInMaintenanceIsNeverTouched() {
        Played played = Played.asleep();
        played.on(now -> new HostEvent.MaintenanceBegun(now, Played.SOMEBODY));
        played.on(now -> new HostEvent.Wanted(now, Played.SOMEBODY));
        played.on(now -> new HostEvent.WakeAsked(now, Played.SOMEBODY));
        played.passes(Duration.ofDays(2));
        assertThat(played.actions).isEmpty();
        played.on(HostEvent.MaintenanceEnded::new);

        assertThat(played.host.state()).isInstanceOf(HostState.Waking.class);
    }

    @Test
    void sleepOfOthersIsToldAndEndsByADemand() {
        Played played = Played.awake();
        played.goes(Optional.empty(), Optional.empty());
        assertThat(played.host.state()).isInstanceOf(HostState.External.class);
        assertThat(played.last.again()).isEmpty();
        played.on(now -> new HostEvent.Wanted(now, Played.SOMEBODY));

        assertThat(played.packets()).hasSize(1);
    }

    @Test
    void drainIsGivenUpAfterThreeGuestsThatDidNotMove() {
        Played played = Played.awake();
        Verdict verdict =
                played.calls(
                        Cause.DUE, new Permission.Drain(Duration.ofMinutes(1), Played.SOMEBODY));
        assertThat(verdict).isInstanceOf(Verdict.Drain.class);
        for (int i = 0; i < 3; i++) {
            played.on(now -> new HostEvent.MoveFailed(now, Played.SOMEBODY));
        }

        assertThat(played.host.state()).isInstanceOf(HostState.Awake.class);
        assertThat(played.host.speaksAgainstSleep(played.now, played.context()))
                .containsInstanceOf(FleetReason.HostBacksOff.class);
    }

    @Test
    void hostThatIsUsedByOthersSettlesUntilTheyAreReady() {
        Played played = Played.asleep();
        played.consumers = true;
        played.on(now -> new HostEvent.Wanted(now, Played.SOMEBODY));
        played.wakes(played.stay());
        assertThat(played.host.state()).isInstanceOf(HostState.Settling.class);
        played.on(now -> new HostEvent.Examined(now, true, Played.SOMEBODY));
        assertThat(played.host.state()).isInstanceOf(HostState.Awake.class);

        Played other = Played.asleep();
        other.consumers = true;
        other.on(now -> new HostEvent.Wanted(now, Played.SOMEBODY));
        other.wakes(other.stay());
        other.passes(Played.RULES.settling());
        assertThat(other.host.state()).isInstanceOf(HostState.Sick.class);
    }
}
