package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.authority.AuthorityFolder;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.authority.FleetCertificates;
import dev.lungfish.controller.endpoint.HostDecisions;
import dev.lungfish.controller.endpoint.HostEndpoint;
import dev.lungfish.controller.enrolment.Callers;
import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.controller.enrolment.Tokens;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.lease.Autonomy;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.libvirt.server.Observer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A host's daemon, whose kernel is played, with a controller's port, authority and database. What
/// the controller decides is the test's.
class FleetTest {
    private static final Reason WHY = new NeighbourReason.HostSaidAwake();
    private static final Epoch EPOCH = new Epoch(1);
    private static final Verdict STAY = new Verdict.Stay(EPOCH, Duration.ofSeconds(1), WHY);
    private static final Lease LEASE =
            new Lease("fleet-1", EPOCH, SleepTarget.MEM, Duration.ofMinutes(1), Autonomy.NONE);

    @TempDir private Path folder;
    private final BlockingQueue<CheckIn> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<Entering> notices = new LinkedBlockingQueue<>();
    private volatile Verdict verdict = STAY;
    private volatile Verdict lastWord = STAY;
    private final InstantSource clock = InstantSource.system();
    private FleetAuthority authority;

    @BeforeEach
    void foundTheFleet() throws Exception {
        authority =
                FleetAuthority.open(
                        new AuthorityFolder(folder.resolve("controller")), clock.instant());
    }

    private final class Decisions implements HostDecisions {
        @Override
        public Verdict checkIn(HostTable.Row host, CheckIn call) {
            Verdict now = verdict;
            calls.add(call);
            return now;
        }

        @Override
        public Verdict entering(HostTable.Row host, Entering notice) {
            notices.add(notice);
            verdict = STAY;
            return lastWord;
        }
    }

    private HostEndpoint endpoint(Store store) throws Exception {
        return HostEndpoint.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                authority.shown(List.of("127.0.0.1"), clock.instant()),
                new FleetCertificates(authority, clock),
                new HostEndpoint.Answers(
                        new Callers(store, clock),
                        new Enroller(store, authority, clock),
                        new Decisions(),
                        (_, _) -> {}),
                100,
                Observer.NONE);
    }

    private Store store() {
        return Store.open("jdbc:sqlite:" + folder.resolve("fleet.db"));
    }

    private String token(Store store) {
        return new Tokens(store, authority.fingerprint(), clock)
                .make(Optional.empty(), Duration.ofHours(1))
                .text();
    }

    private static String at(HostEndpoint endpoint) throws Exception {
        return "127.0.0.1:%d".formatted(((InetSocketAddress) endpoint.address()).getPort());
    }

    @Test
    void aHostIsEnrolledSleepsByLeaseAndChecksInAtItsAlarm() throws Exception {
        try (ServedMachine machine = ServedMachine.of(folder);
                Store store = store();
                HostEndpoint endpoint = endpoint(store)) {
            Process _ = machine.serve();
            String token = token(store);

            assertThat(machine.played().run("enrol", at(endpoint), token).out())
                    .contains("belongs to the fleet of lungfish+tls://" + at(endpoint));
            CheckIn first = next(calls);
            assertThat(first.cause()).isEqualTo(CheckIn.Cause.STARTED);
            assertThat(first.returns()).contains(SleepTarget.MEM);
            assertThat(first.ended()).isEmpty();

            lastWord = new Verdict.Sleep(LEASE, WHY);
            verdict = lastWord;
            assertThat(next(notices).lease()).contains("fleet-1");
            CheckIn woken = awaitCall(CheckIn.Cause.WOKE);
            assertThat(woken.ended().orElseThrow().id()).isEqualTo("fleet-1");
            assertThat(woken.ended().orElseThrow().ending()).isEqualTo(CheckIn.Ending.SLEPT);

            assertThat(machine.played().run("history").out()).contains("fleet-1");
            assertThat(machine.played().run("enrol").out()).contains("last lease: fleet-1");
            assertThat(machine.played().run("enrol", at(endpoint), token).code())
                    .as("a token is valid once")
                    .isNotZero();
            assertThat(machine.played().run("enrol", "--leave").out())
                    .isEqualTo("the host belongs to no fleet any more\n");
        }
    }

    @Test
    void aHostThatIsNeededAtTheLastMomentDoesNotSleep() throws Exception {
        try (ServedMachine machine = ServedMachine.of(folder);
                Store store = store();
                HostEndpoint endpoint = endpoint(store)) {
            Process _ = machine.serve();
            assertThat(machine.played().run("enrol", at(endpoint), token(store)).code()).isZero();

            verdict = new Verdict.Sleep(LEASE, WHY);
            Entering _ = next(notices);
            CheckIn after = awaitCall(CheckIn.Cause.CHANGED);

            assertThat(after.ended().orElseThrow().ending()).isNotEqualTo(CheckIn.Ending.SLEPT);
            assertThat(machine.played().run("history").out())
                    .contains("the controller took lease fleet-1 back");
        }
    }

    /// The next call that was made for a reason.
    private CheckIn awaitCall(CheckIn.Cause cause) throws InterruptedException {
        CheckIn call = next(calls);
        while (call.cause() != cause) {
            call = next(calls);
        }
        return call;
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(2, TimeUnit.MINUTES);
        assertThat(next).as("something comes within two minutes").isNotNull();
        return next;
    }
}
