package dev.lungfish.core.fleet.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.fleet.lease.LeaseHolder.Step;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseHolderTest {
    private static final Reason WHY = new NeighbourReason.HostSaidAwake();
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void obeysALeaseAndKeepsItsEpochAndAutonomy() {
        Lease lease = lease("a", 3, new Autonomy(2, HOUR));

        Step step = LeaseHolder.NEW.on(new Verdict.Sleep(lease, WHY));

        assertThat(step)
                .isEqualTo(
                        new Step.Sleep(
                                new LeaseHolder(
                                        new Epoch(3), Optional.of(lease), new Autonomy(2, HOUR)),
                                lease,
                                WHY));
    }

    @Test
    void refusesWhatALowerEpochSays() {
        LeaseHolder holder = new LeaseHolder(new Epoch(3), Optional.empty(), Autonomy.NONE);

        assertThat(holder.on(new Verdict.Sleep(lease("a", 2, Autonomy.NONE), WHY)))
                .isEqualTo(
                        new Step.Refuse(
                                LeaseHolder.RETRY_AWAKE, new LeaseReason.EpochTooLow(2, 3)));
        assertThat(holder.on(new Verdict.Drain(new Epoch(2), MINUTE, WHY)))
                .isInstanceOf(Step.Refuse.class);
    }

    @Test
    void keepsAHigherEpochOfAnyAnswer() {
        assertThat(LeaseHolder.NEW.on(new Verdict.Stay(new Epoch(7), MINUTE, WHY)))
                .isEqualTo(
                        new Step.Stay(
                                new LeaseHolder(new Epoch(7), Optional.empty(), Autonomy.NONE),
                                MINUTE,
                                WHY));
    }

    @Test
    void staysAwakeWhereNobodyAnswersAndNothingElseIsGranted() {
        LeaseHolder holder = holding(lease("a", 1, Autonomy.NONE));

        assertThat(holder.onSilence(Duration.ofSeconds(119), true, "b"))
                .isEqualTo(
                        new Step.Stay(
                                holder,
                                LeaseHolder.RETRY,
                                new LeaseReason.NoControllerStayAwake(Duration.ofSeconds(119))));
        assertThat(holder.onSilence(LeaseHolder.PATIENCE, true, "b"))
                .isEqualTo(
                        new Step.Stay(
                                holder,
                                LeaseHolder.RETRY_AWAKE,
                                new LeaseReason.NoControllerStayAwake(LeaseHolder.PATIENCE)));
    }

    @Test
    void sleepsOnByItselfAsOftenAsTheLeaseAllows() {
        Lease granted = lease("a", 1, new Autonomy(2, HOUR));
        LeaseHolder holder = holding(granted);

        Step.Sleep first = (Step.Sleep) holder.onSilence(LeaseHolder.PATIENCE, true, "b");
        Step.Sleep second = (Step.Sleep) first.next().onSilence(LeaseHolder.PATIENCE, true, "c");
        Step third = second.next().onSilence(LeaseHolder.PATIENCE, true, "d");

        assertThat(first.lease())
                .isEqualTo(
                        new Lease("b", new Epoch(1), SleepTarget.MEM, HOUR, new Autonomy(1, HOUR)));
        assertThat(second.lease().autonomy()).isEqualTo(Autonomy.NONE);
        assertThat(third).isInstanceOf(Step.Stay.class);
    }

    @Test
    void isNotAutonomousWhereItsAlarmDidNotWakeIt() {
        LeaseHolder holder = holding(lease("a", 1, new Autonomy(2, HOUR)));

        assertThat(holder.onSilence(HOUR, false, "b")).isInstanceOf(Step.Stay.class);
    }

    @Test
    void forgetsItsAutonomyWhenAControllerSaysStay() {
        LeaseHolder holder = holding(lease("a", 1, new Autonomy(2, HOUR)));

        Step.Stay stay = (Step.Stay) holder.on(new Verdict.Stay(new Epoch(1), MINUTE, WHY));

        assertThat(stay.next().onSilence(HOUR, true, "b")).isInstanceOf(Step.Stay.class);
    }

    @Test
    void staysAwakeForAControllerWithoutAuthorityAndKeepsTheHigherEpoch() {
        LeaseHolder holder = new LeaseHolder(new Epoch(3), Optional.empty(), Autonomy.NONE);

        assertThat(holder.on(new Verdict.Stay(new Epoch(2), MINUTE, WHY)))
                .isEqualTo(new Step.Stay(holder, MINUTE, WHY));
    }

    @Test
    void isLetSleepByTheSameLeaseAlone() {
        Lease lease = lease("a", 2, Autonomy.NONE);

        assertThat(new Verdict.Sleep(lease, WHY).lets(lease)).isTrue();
        assertThat(new Verdict.Sleep(lease("b", 2, Autonomy.NONE), WHY).lets(lease)).isFalse();
        assertThat(new Verdict.Stay(new Epoch(2), MINUTE, WHY).lets(lease)).isFalse();
    }

    private static LeaseHolder holding(Lease lease) {
        return ((Step.Sleep) LeaseHolder.NEW.on(new Verdict.Sleep(lease, WHY))).next();
    }

    private static Lease lease(String id, long epoch, Autonomy autonomy) {
        return new Lease(id, new Epoch(epoch), SleepTarget.MEM, HOUR, autonomy);
    }
}
