package dev.lungfish.libvirt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.remote.EventRegistration;
import dev.lungfish.libvirt.remote.Feature;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.MadeCredentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.tls.TlsTransport;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Peers that mean no good, or are broken: each costs its own connection at most.
@Timeout(60)
@ParameterizedClass(name = "served by {0} threads of the system''s, the rest by virtual ones")
@ValueSource(ints = {0, 64})
class HostileClientsTest {
    /// Long enough for who makes one on a busy machine.
    private static final Duration HANDSHAKE = Duration.ofSeconds(3);

    @Parameter int systemThreads;
    @TempDir Path folder;

    private RunningServer server() throws IOException {
        return RunningServer.in(
                folder, usual -> usual.with(usual.limits().withSystemThreads(systemThreads)));
    }

    @Test
    void areClosedForALengthThatNoFrameHas() throws Exception {
        try (RunningServer server = server()) {
            for (int length : new int[] {0, 27, -1, Frame.LARGEST + 1}) {
                try (Wire wire = server.connect()) {
                    wire.send(ByteBuffer.allocate(28).putInt(0, length));

                    assertThat(wire.ended()).isTrue();
                    assertThat(server.gone.poll(5, TimeUnit.SECONDS))
                            .startsWith("a frame announces a length of");
                }
            }
            serves(server);
        }
    }

    @Test
    void areClosedWhereAFrameDoesNotEnd() throws Exception {
        try (RunningServer server = server();
                Wire half = server.connect();
                Wire large = server.connect()) {
            half.send(ByteBuffer.allocate(12).putInt(0, 28));
            large.send(ByteBuffer.allocate(40).putInt(0, Frame.LARGEST));

            assertThat(half.ended()).isTrue();
            assertThat(large.ended()).isTrue();
            assertThat(server.gone.poll(5, TimeUnit.SECONDS))
                    .startsWith("it began a frame and did not end it");
            serves(server);
        }
    }

    @Test
    void sendGarbageAndGetErrorsOrTheEnd() throws Exception {
        try (RunningServer server = server()) {
            for (long seed = 0; seed < 100; seed++) {
                Random random = new Random(seed);
                byte[] garbage = new byte[1 + random.nextInt(4_000)];
                random.nextBytes(garbage);
                if (random.nextBoolean()) {
                    ByteBuffer.wrap(garbage).putInt(0, Math.max(28, garbage.length & -4));
                }
                try (Wire wire = server.connect()) {
                    if (garbage.length > 4) {
                        wire.send(garbage);
                    }
                }
            }
            serves(server);
        }
    }

    @Test
    void areHeldBackAndThenClosedWhereTheyCallAndNeverRead() throws Exception {
        try (RunningServer server = server();
                Wire wire = server.connect().open()) {
            byte[] calls = calls(wire, 1_000);
            long most = usedMemory() + 64L * 1024 * 1024;
            long sent = 0;
            boolean open = true;
            while (open) {
                try {
                    wire.send(calls);
                    sent += calls.length;
                    assertThat(sent).as("bytes that were taken").isLessThan(64L * 1024 * 1024);
                } catch (IOException e) {
                    open = false;
                }
            }

            assertThat(server.gone.poll(5, TimeUnit.SECONDS))
                    .startsWith("it took nothing of what it was sent for");
            assertThat(usedMemory()).isLessThan(most);
            serves(server);
        }
    }

    @Test
    void doNotKeepOthersWaitingWhereTheyCallWithoutPause() throws Exception {
        try (RunningServer server = server();
                Wire polite = server.connect().open()) {
            List<Wire> floods = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Wire flood = server.connect().open();
                floods.add(flood);
                byte[] calls = calls(flood, 1_000);
                Thread.ofPlatform().daemon().start(() -> repeat(() -> flood.send(calls)));
                Thread.ofPlatform().daemon().start(() -> repeat(() -> flood.reply()));
            }
            long longestNanos = 0;
            for (int i = 0; i < 100; i++) {
                long start = System.nanoTime();
                polite.call(Remote.GET_TYPE);
                longestNanos = Math.max(longestNanos, System.nanoTime() - start);
            }
            for (Wire flood : floods) {
                flood.close();
            }

            assertThat(longestNanos / 1_000_000).as("longest wait in ms").isLessThan(1_000);
        }
    }

    @Test
    void areClosedWhereTheyNeverReadTheirEvents() throws Exception {
        try (RunningServer server = server();
                Wire deaf = server.connect().open()) {
            deaf.call(
                    Remote.DOMAIN_EVENT_REGISTER,
                    new EventRegistration(EventRegistration.LIFECYCLE, null));
            while (!server.server.connections().isEmpty()) {
                server.server.publishLifecycle(LittleHost.GUEST, 2, 0);
            }

            assertThat(server.gone.poll(5, TimeUnit.SECONDS)).contains("does not read");
            serves(server);
        }
    }

    @Test
    void areClosedWhereTheyAskedForKeepaliveAndAreMute() throws Exception {
        try (RunningServer server = server();
                Wire mute = server.connect()) {
            mute.call(Remote.SUPPORTS_FEATURE, Feature.PROGRAM_KEEPALIVE.raw());
            int pings = 0;
            while (mute.next().isPresent()) {
                pings++;
            }

            assertThat(pings).isEqualTo(5);
            assertThat(server.gone.poll(5, TimeUnit.SECONDS))
                    .isEqualTo("it answered none of 5 pings");
        }
    }

    @Test
    void mayVanishAtAnyTime() throws Exception {
        try (RunningServer server = server()) {
            for (int i = 0; i < 200; i++) {
                Wire wire = server.connect();
                if (i % 4 > 0) {
                    wire.open();
                }
                if (i % 4 > 1) {
                    wire.send(Remote.GET_CAPABILITIES, NoValue.NONE);
                }
                if (i % 4 > 2) {
                    wire.send(new byte[] {0, 0, 0, 28, 1});
                }
                wire.close();
            }
            for (int i = 0; i < 200; i++) {
                assertThat(server.gone.poll(5, TimeUnit.SECONDS)).isNotNull();
            }
            assertThat(server.server.connections()).isEmpty();
        }
    }

    @Test
    void areTurnedAwayAtTheLimit() throws Exception {
        Listener.Unix usual = RunningServer.listener(folder.resolve("rw"), false);
        Listener.Unix small =
                new Listener.Unix(folder.resolve("small"), usual.permissions(), null, false, 2);
        try (RunningServer server =
                        RunningServer.in(
                                folder,
                                settings ->
                                        new ServerSettings(
                                                List.of(usual, small),
                                                settings.programs(),
                                                settings.guard(),
                                                settings.authentication(),
                                                settings.peers(),
                                                settings.limits().withSystemThreads(systemThreads),
                                                settings.observer()));
                Wire first = Wire.connect(small.path()).open();
                Wire second = Wire.connect(small.path()).open();
                Wire third = Wire.connect(small.path())) {
            assertThat(third.error(Remote.AUTH_LIST, NoValue.NONE).message())
                    .isEqualTo("resource busy: 2 clients are here already: try again later");
            assertThat(third.ended()).isTrue();
            assertThat(server.turnedAway.poll(5, TimeUnit.SECONDS))
                    .isEqualTo("2 clients are here already");
            serves(server);
            assertThat(server.gone.poll(5, TimeUnit.SECONDS)).isNotNull();

            first.call(Remote.CLOSE);
            assertThat(first.ended()).isTrue();
            assertThat(server.gone.poll(5, TimeUnit.SECONDS)).isNotNull();
            try (Wire fourth = Wire.connect(small.path()).open()) {
                assertThat(fourth.call(Remote.GET_TYPE)).isEqualTo("Little");
            }
            assertThat(second.call(Remote.GET_TYPE)).isEqualTo("Little");
        }
    }

    @Test
    @NeedsProgram(value = "openssl", install = "openssl")
    void areTurnedAwayWhereTheyDoNotShakeHands() throws Exception {
        try (RunningServer server = overTls(Certificates.in(folder.resolve("pki"), "ec"));
                Wire mute = Wire.connect(server.server.addresses().getFirst());
                Wire loud = Wire.connect(server.server.addresses().getFirst())) {
            loud.send("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));

            assertThat(loud.ended()).isTrue();
            assertThat(mute.ended()).isTrue();
            List<String> reasons = new ArrayList<>();
            reasons.add(server.turnedAway.poll(5, TimeUnit.SECONDS));
            reasons.add(server.turnedAway.poll(5, TimeUnit.SECONDS));
            assertThat(reasons)
                    .anySatisfy(
                            reason -> assertThat(reason).contains("took longer than " + HANDSHAKE))
                    .anySatisfy(reason ->
                            assertThat(reason).contains("SSL").doesNotContain("Exception"));
        }
    }

    /// 64 handshakes are made at once. libvirtd lets the next wait, too (`max_anonymous_clients`).
    @Test
    @NeedsProgram(value = "openssl", install = "openssl")
    void letOthersWaitForTheirHandshakeWhereTheyMakeNone() throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), "ec");
        List<Wire> mute = new ArrayList<>();
        try (RunningServer server = overTls(pki)) {
            InetSocketAddress at = (InetSocketAddress) server.server.addresses().getFirst();
            for (int i = 0; i < 70; i++) {
                mute.add(Wire.connect(at));
            }
            try (SocketChannel socket = SocketChannel.open(at)) {
                TlsTransport client =
                        TlsTransport.connect(
                                new SocketTransport(socket, Transport.Kind.TCP),
                                TlsContext.client(
                                        Credentials.read(
                                                pki.resolve("cacert.pem"),
                                                pki.resolve("clientcert.pem"),
                                                pki.resolve("clientkey.pem")),
                                        true),
                                "localhost",
                                at.getPort(),
                                true);

                assertThat(client.version()).isEqualTo("TLSv1.3");
            }
        } finally {
            for (Wire wire : mute) {
                wire.close();
            }
        }
    }

    private RunningServer overTls(Path pki) throws IOException {
        TlsContext context = TlsContext.server(MadeCredentials.server(pki), TlsContext.VERSIONS);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return RunningServer.in(
                folder,
                usual ->
                        new ServerSettings(
                                List.of(new Listener.Tls(any, context, name -> true, 100)),
                                usual.programs(),
                                usual.guard(),
                                usual.authentication(),
                                usual.peers(),
                                usual.limits()
                                        .withTimes(
                                                usual.limits().tick(),
                                                usual.limits().keepaliveInterval(),
                                                HANDSHAKE,
                                                usual.limits().frameTime(),
                                                usual.limits().stallTime())
                                        .withSystemThreads(systemThreads),
                                usual.observer()));
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void repeat(Step step) {
        try {
            while (true) {
                step.run();
            }
        } catch (IOException e) {
            return; // the test has ended
        }
    }

    private static void serves(RunningServer server) throws IOException {
        try (Wire other = server.connect().open()) {
            assertThat(other.call(Remote.GET_HOSTNAME)).isEqualTo("little.example.org");
        }
    }

    private static byte[] calls(Wire wire, int count) {
        ByteBuffer calls = ByteBuffer.allocate(28 * count);
        for (int i = 0; i < count; i++) {
            calls.put(wire.frame(Remote.GET_CAPABILITIES, NoValue.NONE));
        }
        byte[] bytes = new byte[calls.flip().remaining()];
        calls.get(bytes);
        return bytes;
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
