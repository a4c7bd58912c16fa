package dev.lungfish.controller.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.authority.AuthorityFolder;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.authority.FleetCertificates;
import dev.lungfish.controller.enrolment.Callers;
import dev.lungfish.controller.enrolment.Enroller;
import dev.lungfish.controller.enrolment.EnrolmentReason;
import dev.lungfish.controller.store.Databases;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.libvirt.server.HandshakeFigures;
import dev.lungfish.libvirt.server.HandshakePace;
import dev.lungfish.libvirt.server.Observer;
import dev.lungfish.libvirt.server.ServerLimits;
import dev.lungfish.libvirt.share.Startups;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.tls.TlsTransport;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.runtime.clock.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// More than a hundred hosts dial at once and shake hands in full, over real connections.
@Timeout(120)
class ManyDialsTest {
    private static final int HOSTS = 150;
    private static final int STEPS = 2;
    private static final int UNDER_WAY = 8;

    /// One address has half of what is under way at most; all hosts of this test share one.
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Duration STEP = Duration.ofMillis(20);
    private static final int OF_ONE_SOURCE = UNDER_WAY / 2;

    @TempDir private Path folder;

    /// Counts the steps that are computed at the same time.
    private static final class Steps implements Observer {
        final AtomicInteger now = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();

        @Override
        public Runnable handshakeStep() {
            int _ = most.accumulateAndGet(now.incrementAndGet(), Math::max);
            return now::decrementAndGet;
        }
    }

    @Test
    void allAreServedInTheEndAndFewAreInWorkAtAnyTime() throws Exception {
        InstantSource clock = InstantSource.system();
        Steps steps = new Steps();
        try (Store store = Store.open(Databases.newOf(Databases.Kind.SQLITE))) {
            FleetAuthority authority =
                    FleetAuthority.open(new AuthorityFolder(folder), Instant.now());
            HostEndpoint.Answers answers =
                    new HostEndpoint.Answers(
                            new Callers(store, clock),
                            new Enroller(store, authority, clock),
                            staying(),
                            (_, _) -> {});
            ServerLimits limits =
                    ServerLimits.DEFAULT
                            .withPlaces(2, 2, UNDER_WAY, new Startups(200, 50, 400, 400))
                            .with(new HandshakePace(STEPS, Duration.ofSeconds(2)));
            try (HostEndpoint endpoint =
                    HostEndpoint.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            authority.shown(List.of("127.0.0.1"), Instant.now()),
                            new FleetCertificates(authority, clock),
                            answers,
                            2 * HOSTS,
                            limits,
                            steps)) {
                AtomicInteger mostUnderWay = new AtomicInteger();
                dialAll(authority, endpoint, mostUnderWay);

                // Who was served may still be counted for a moment.
                assertThat(Pause.of(LIMIT, STEP, () -> isAtRest(endpoint, steps))).isTrue();
                assertThat(endpoint.handshakes().whole()).isGreaterThanOrEqualTo(HOSTS);
                assertThat(steps.most).hasValueBetween(1, STEPS);
                assertThat(mostUnderWay).hasValueBetween(1, OF_ONE_SOURCE);
                assertThat(endpoint.handshakeTime()).isPositive();
            }
        }
    }

    private static boolean isAtRest(HostEndpoint endpoint, Steps steps) {
        HandshakeFigures now = endpoint.figures();
        return now.waiting() == 0
                && now.underWay() == 0
                && now.inWork() == 0
                && steps.now.get() == 0;
    }

    private static void dialAll(
            FleetAuthority authority, HostEndpoint endpoint, AtomicInteger mostUnderWay)
            throws Exception {
        KeyPair keys = FleetAuthority.newKeys();
        CountDownLatch all = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> dials = new ArrayList<>();
            for (int i = 0; i < HOSTS; i++) {
                String name = "lab" + i;
                Credentials own =
                        new Credentials(
                                List.of(authority.certificate()),
                                new Credentials.Own(
                                        List.of(
                                                authority.forHost(
                                                        UUID.randomUUID().toString(),
                                                        name,
                                                        keys.getPublic(),
                                                        Instant.now())),
                                        keys.getPrivate()),
                                List.of());
                TlsContext context = TlsContext.client(own, true);
                dials.add(
                        threads.submit(() -> {
                            all.await();
                            while (!shakesHands(context, (InetSocketAddress) endpoint.address())) {
                                int under = (int) endpoint.figures().underWay();
                                int _ = mostUnderWay.accumulateAndGet(under, Math::max);
                                Thread.sleep(ThreadLocalRandom.current().nextInt(200));
                            }
                            int under = (int) endpoint.figures().underWay();
                            int _ = mostUnderWay.accumulateAndGet(under, Math::max);
                            return true;
                        }));
            }
            all.countDown();
            for (Future<?> dial : dials) {
                Object _ = dial.get();
            }
        }
    }

    private static boolean shakesHands(TlsContext context, InetSocketAddress to) {
        try (SocketChannel channel = SocketChannel.open(to)) {
            TlsTransport transport =
                    TlsTransport.connect(
                            new SocketTransport(channel, Transport.Kind.TCP),
                            context,
                            "127.0.0.1",
                            to.getPort(),
                            true);
            return transport.version().equals("TLSv1.3");
        } catch (IOException _) {
            return false;
        }
    }

    private static HostDecisions staying() {
        return new HostDecisions() {
            @Override
            public Verdict checkIn(HostTable.Row host, CheckIn call) {
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
}
