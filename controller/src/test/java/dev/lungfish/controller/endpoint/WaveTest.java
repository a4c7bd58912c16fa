package dev.lungfish.controller.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.Enrolment;
import dev.lungfish.controller.authority.AuthorityFolder;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.authority.FleetCertificates;
import dev.lungfish.controller.enrolment.Callers;
import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.controller.enrolment.EnrolmentReason;
import dev.lungfish.controller.enrolment.Tokens;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.libvirt.server.Observer;
import dev.lungfish.libvirt.server.ServerLimits;
import dev.lungfish.libvirt.share.Startups;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// All hosts dial at once, more than can wait in line.
@Timeout(120)
class WaveTest {
    private static final int HOSTS = 30;

    @TempDir private Path folder;

    @Test
    void whoIsTurnedAwayComesThroughLaterAndNobodyIsLost() throws Exception {
        InstantSource clock = InstantSource.system();
        Set<String> answered = ConcurrentHashMap.newKeySet();
        AtomicInteger turnedAway = new AtomicInteger();
        try (Store store = Store.open(Databases.newOf(Databases.Kind.SQLITE))) {
            FleetAuthority authority =
                    FleetAuthority.open(new AuthorityFolder(folder), Instant.now());
            Enroller enroller = new Enroller(store, authority, clock);
            HostEndpoint.Answers answers =
                    new HostEndpoint.Answers(
                            new Callers(store, clock), enroller, deciding(answered), (_, _) -> {});
            try (HostEndpoint endpoint =
                    HostEndpoint.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            authority.shown(List.of("127.0.0.1"), Instant.now()),
                            new FleetCertificates(authority, clock),
                            answers,
                            100,
                            ServerLimits.DEFAULT.withPlaces(2, 2, 2, new Startups(4, 50, 8, 8)),
                            counting(turnedAway))) {
                List<SimulatedHost> hosts = new ArrayList<>();
                Tokens tokens = new Tokens(store, authority.fingerprint(), clock);
                for (int i = 1; i <= HOSTS; i++) {
                    SimulatedHost host =
                            new SimulatedHost(
                                    "lab" + i,
                                    Optional.empty(),
                                    (InetSocketAddress) endpoint.address());
                    Enrolment _ = host.enrol(tokens.make(Optional.empty(), Duration.ofHours(1)));
                    hosts.add(host);
                }
                wave(hosts);
            }
        }
        assertThat(answered).hasSize(HOSTS);
        assertThat(turnedAway.get()).as("hosts turned away").isPositive();
    }

    private static void wave(List<SimulatedHost> hosts) throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (SimulatedHost host : hosts) {
                calls.add(
                        threads.submit(() -> {
                            all.await();
                            untilAnswered(host);
                            return true;
                        }));
            }
            all.countDown();
            for (Future<?> call : calls) {
                Object _ = call.get();
            }
        }
    }

    private static void untilAnswered(SimulatedHost host) throws Exception {
        Random random = new Random(host.name().hashCode());
        while (true) {
            try {
                Verdict _ = host.checkIn(CheckIn.Cause.STARTED);
                return;
            } catch (IOException _) {
                Thread.sleep(random.nextInt(100));
            }
        }
    }

    private static HostDecisions deciding(Set<String> answered) {
        return new HostDecisions() {
            @Override
            public Verdict checkIn(HostTable.Row host, CheckIn call) {
                answered.add(host.id());
                return stay(host);
            }

            @Override
            public Verdict entering(HostTable.Row host, Entering notice) {
                return stay(host);
            }
        };
    }

    private static Verdict stay(HostTable.Row host) {
        return new Verdict.Stay(
                new Epoch(7),
                Duration.ofMinutes(1),
                new EnrolmentReason.HostEnrolled("said to", host.id()));
    }

    private static Observer counting(AtomicInteger turnedAway) {
        return new Observer() {
            @Override
            public void turnedAway(String listener, String reason) {
                int _ = turnedAway.incrementAndGet();
            }
        };
    }
}
