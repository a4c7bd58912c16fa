package dev.lungfish.daemon.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.fleet.CheckInReader;
import dev.lungfish.api.Enrolment;
import dev.lungfish.api.EnrolmentRequest;
import dev.lungfish.api.Finished;
import dev.lungfish.api.FleetSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.fleet.energy.MeterScope;
import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.LeaseHolder;
import dev.lungfish.core.fleet.lease.LeaseReason;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.Membership;
import dev.lungfish.state.kept.MembershipFile;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerLinkTest {
    private static final String CONTROLLER = "lungfish+tls://controller/system";
    private static final Reason WHY = new NeighbourReason.HostSaidAwake();
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final MeterReading READING =
            new MeterReading("run-1", MeterScope.PART, "RAPL package-0", MINUTE, 3_000_000);

    @TempDir private Path folder;
    private StateDirectory state;
    private ControllerLink link;
    private Duration awake = Duration.ZERO;
    private Optional<Reason> drained = Optional.empty();
    private Optional<Verdict> answer = Optional.empty();
    private Optional<Verdict> lastWord = Optional.empty();
    private Outcome outcome =
            new Outcome.Slept(
                    HOUR,
                    Duration.ZERO,
                    new WakeCause(WakeCause.Kind.ALARM, ReceivedReason.uncoded("rtc0")),
                    ReceivedReason.uncoded("slept"));
    private Optional<MeterReading> reading = Optional.empty();
    private boolean knowsMeters = true;
    private boolean meterFails;
    private final List<MeterReading> metered = new ArrayList<>();
    private final List<CheckIn> calls = new ArrayList<>();
    private final List<Entering> notices = new ArrayList<>();
    private final List<SleepRequest> slept = new ArrayList<>();
    private final List<Long> keptBefore = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void enrol() throws Exception {
        ObservedHost host =
                ObservedHost.open(
                        Optional.of(RecordedMachines.named("laptop-with-everything-fine").path()),
                        Optional.empty());
        state = new StateDirectory(folder.resolve("state"), "rwx------");
        MembershipFile.keep(state, new Membership(CONTROLLER, Optional.empty(), LeaseHolder.NEW));
        link =
                new ControllerLink(
                        state,
                        host.configuration(),
                        new HostSide(
                                host.lan()::card,
                                new CheckInReader(host, state)::read,
                                this::sleep,
                                () -> "own-%d".formatted(slept.size()),
                                () -> awake,
                                why -> drained = why,
                                () -> reading),
                        (uri, limit) -> dial(uri),
                        new Log(log::add, true, () -> Instant.EPOCH));
    }

    private Optional<CompletableFuture<Finished>> sleep(SleepRequest request) {
        slept.add(request);
        keptBefore.add(kept().holder().highest().number());
        link.quiesced(request);
        return Optional.of(
                CompletableFuture.completedFuture(
                        new Finished(request, Optional.empty(), outcome, List.of(), List.of())));
    }

    private Membership kept() {
        try {
            return MembershipFile.read(state).orElseThrow();
        } catch (StateException e) {
            throw new AssertionError(e);
        }
    }

    private FleetSession dial(String uri) throws ServiceException {
        assertThat(uri).isEqualTo(CONTROLLER);
        if (answer.isEmpty()) {
            throw new ServiceException(ServiceException.Kind.UNREACHABLE, "nobody listens");
        }
        return new Controller();
    }

    private final class Controller implements FleetSession {
        @Override
        public Enrolment enrol(EnrolmentRequest request) {
            throw new AssertionError("an enrolled host does not enrol");
        }

        @Override
        public Enrolment renew() {
            throw new AssertionError("the dial renews");
        }

        @Override
        public boolean meter(MeterReading told) throws ServiceException {
            metered.add(told);
            if (meterFails) {
                throw new ServiceException(ServiceException.Kind.FAILED, "no room");
            }
            return knowsMeters;
        }

        @Override
        public Verdict checkIn(CheckIn call) {
            calls.add(call);
            return answer.orElseThrow();
        }

        @Override
        public Verdict entering(Entering notice) throws ServiceException {
            notices.add(notice);
            return lastWord.orElseThrow(
                    () -> new ServiceException(ServiceException.Kind.UNREACHABLE, "it went away"));
        }

        @Override
        public void close() {}
    }

    @Test
    void saysWhatTheHostIsAndDoes() {
        answer = Optional.of(new Verdict.Stay(new Epoch(4), MINUTE, WHY));

        assertThat(link.look()).isEqualTo(MINUTE);

        CheckIn call = calls.getFirst();
        assertThat(call.cause()).isEqualTo(CheckIn.Cause.STARTED);
        assertThat(call.capacity().cores()).isPositive();
        assertThat(call.capacity().memory()).isPositive();
        assertThat(call.returns()).contains(SleepTarget.MEM);
        assertThat(call.highest()).isEqualTo(Epoch.NONE);
        assertThat(kept().holder().highest()).isEqualTo(new Epoch(4));
    }

    @Test
    void tellsWhatItsMetersMeasuredBeforeItCalls() {
        answer = Optional.of(new Verdict.Stay(new Epoch(4), MINUTE, WHY));
        Duration _ = link.look();
        assertThat(metered).isEmpty();

        reading = Optional.of(READING);
        Duration _ = link.look();

        assertThat(metered).containsExactly(READING);
        assertThat(calls).hasSize(2);
    }

    @Test
    void callsAnOlderControllerAsEverAndTellsItNoMoreReadings() {
        answer = Optional.of(new Verdict.Stay(new Epoch(4), MINUTE, WHY));
        reading = Optional.of(READING);
        knowsMeters = false;

        Duration _ = link.look();
        Duration _ = link.look();

        assertThat(metered).hasSize(1);
        assertThat(calls).hasSize(2);
        awake = awake.plus(HOUR);
        Duration _ = link.look();
        assertThat(metered).as("it may be a newer one after an hour").hasSize(2);
        assertThat(kept().holder().highest()).isEqualTo(new Epoch(4));
        assertThat(log).noneMatch(line -> line.contains("reading-not-taken"));
    }

    @Test
    void callsAlsoWhereItsReadingIsNotTakenAndSaysSoOnce() {
        answer = Optional.of(new Verdict.Stay(new Epoch(4), MINUTE, WHY));
        reading = Optional.of(READING);
        meterFails = true;

        Duration _ = link.look();
        Duration _ = link.look();

        assertThat(calls).hasSize(2);
        assertThat(log.stream().filter(line -> line.contains("meters"))).hasSize(1);
    }

    @Test
    void takesNoNewGuestsWhileTheControllerEmptiesTheHost() {
        answer = Optional.of(new Verdict.Drain(new Epoch(4), MINUTE, WHY));
        assertThat(link.look()).isEqualTo(MINUTE);
        assertThat(drained).contains(WHY);

        answer = Optional.of(new Verdict.Stay(new Epoch(4), MINUTE, WHY));
        assertThat(link.look()).isEqualTo(MINUTE);
        assertThat(drained).isEmpty();
    }

    @Test
    void sleepsForALeaseAndCallsAgainAtOnce() {
        Lease lease = lease("fleet-1", 4, Autonomy.NONE);
        answer = Optional.of(new Verdict.Sleep(lease, WHY));
        lastWord = answer;

        assertThat(link.look()).isEqualTo(Duration.ZERO);
        answer = Optional.of(new Verdict.Stay(new Epoch(4), MINUTE, WHY));
        assertThat(link.look()).isEqualTo(MINUTE);

        assertThat(slept).hasSize(1);
        assertThat(slept.getFirst().id()).isEqualTo("fleet-1");
        assertThat(slept.getFirst().length()).contains(HOUR);
        assertThat(slept.getFirst().purpose()).isEqualTo(SleepRequest.Purpose.WHEN_IDLE);
        assertThat(keptBefore).as("the epoch is kept before the host sleeps").containsExactly(4L);
        assertThat(notices.getFirst().lease()).contains("fleet-1");
        assertThat(calls)
                .extracting(CheckIn::cause)
                .containsExactly(CheckIn.Cause.STARTED, CheckIn.Cause.WOKE);
    }

    @Test
    void doesNotSleepWhereTheLastWordIsNotTheSameLease() {
        Lease lease = lease("fleet-1", 4, Autonomy.NONE);
        answer = Optional.of(new Verdict.Sleep(lease, WHY));
        lastWord = Optional.of(new Verdict.Stay(new Epoch(4), MINUTE, WHY));

        // What the engine does with the exception is its own test's: the sleep is undone.
        assertThatThrownBy(
                        () -> {
                            Optional<Verdict> verdict = answer;
                            link.carryOut(kept(), kept().holder().on(verdict.orElseThrow()));
                        })
                .isInstanceOfSatisfying(
                        ReasonException.class,
                        e ->
                                assertThat(e.reason())
                                        .isEqualTo(new LeaseReason.LeaseWithdrawn("fleet-1")));
    }

    @Test
    void sleepsWhereTheControllerGoesAwayBeforeItsLastWord() {
        answer = Optional.of(new Verdict.Sleep(lease("fleet-1", 4, Autonomy.NONE), WHY));

        assertThat(link.look()).isEqualTo(Duration.ZERO);

        assertThat(slept).hasSize(1);
        assertThat(log).anySatisfy(line -> assertThat(line).contains("could not be told"));
    }

    @Test
    void refusesALeaseOfAControllerThatAnotherHasReplaced() throws Exception {
        MembershipFile.keep(
                state,
                new Membership(
                        CONTROLLER,
                        Optional.empty(),
                        new LeaseHolder(new Epoch(9), Optional.empty(), Autonomy.NONE)));
        answer = Optional.of(new Verdict.Sleep(lease("fleet-1", 8, Autonomy.NONE), WHY));

        assertThat(link.look()).isEqualTo(LeaseHolder.RETRY_AWAKE);

        assertThat(slept).isEmpty();
        assertThat(log).anySatisfy(line -> assertThat(line).contains("a lease is refused"));
    }

    @Test
    void sleepsOnByItselfWhereNobodyAnswersAfterItsAlarmAndItsLeaseAllowsIt() {
        Lease lease = lease("fleet-1", 4, new Autonomy(1, Duration.ofMinutes(30)));
        answer = Optional.of(new Verdict.Sleep(lease, WHY));
        lastWord = answer;
        assertThat(link.look()).isEqualTo(Duration.ZERO);

        answer = Optional.empty();
        assertThat(link.look()).isEqualTo(LeaseHolder.RETRY);
        awake = awake.plus(LeaseHolder.PATIENCE);
        assertThat(link.look()).isEqualTo(Duration.ZERO);
        assertThat(slept).extracting(SleepRequest::id).containsExactly("fleet-1", "own-1");
        assertThat(slept.getLast().length()).contains(Duration.ofMinutes(30));

        awake = awake.plus(LeaseHolder.PATIENCE);
        assertThat(link.look()).as("it is allowed once").isEqualTo(LeaseHolder.RETRY_AWAKE);
        assertThat(slept).hasSize(2);
    }

    @Test
    void staysAwakeWhereNobodyAnswersAndSomebodyHadWokenIt() {
        outcome =
                new Outcome.WokeEarly(
                        MINUTE,
                        MINUTE.negated(),
                        new WakeCause(WakeCause.Kind.DEVICE, ReceivedReason.uncoded("a key")),
                        ReceivedReason.uncoded("early"));
        Lease lease = lease("fleet-1", 4, new Autonomy(1, Duration.ofMinutes(30)));
        answer = Optional.of(new Verdict.Sleep(lease, WHY));
        lastWord = answer;
        assertThat(link.look()).isEqualTo(Duration.ZERO);

        answer = Optional.empty();
        assertThat(link.look()).isEqualTo(LeaseHolder.RETRY_AWAKE);
        awake = awake.plus(LeaseHolder.PATIENCE);
        assertThat(link.look()).isEqualTo(LeaseHolder.RETRY_AWAKE);
        assertThat(slept).hasSize(1);
    }

    @Test
    void saysThatTheHostSleepsForSomebodyElse() {
        answer = Optional.of(new Verdict.Stay(new Epoch(4), MINUTE, WHY));
        lastWord = answer;

        link.quiesced(
                SleepRequest.to(SleepTarget.MEM)
                        .named("r1")
                        .by("virsh")
                        .lasting(Optional.of(HOUR))
                        .build());

        assertThat(notices).hasSize(1);
        assertThat(notices.getFirst().lease()).isEmpty();
        assertThat(notices.getFirst().request()).isEqualTo("r1");
    }

    @Test
    void obeysNobodyWhereItsFleetCannotBeRead() throws Exception {
        state.replace(
                state.file("fleet.json"),
                "{".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                false);
        answer = Optional.of(new Verdict.Sleep(lease("fleet-1", 8, Autonomy.NONE), WHY));

        assertThat(link.look()).isEqualTo(LeaseHolder.RETRY_AWAKE);

        assertThat(calls).isEmpty();
        assertThat(slept).isEmpty();
    }

    private static Lease lease(String id, long epoch, Autonomy autonomy) {
        return new Lease(id, new Epoch(epoch), SleepTarget.MEM, HOUR, autonomy);
    }
}
