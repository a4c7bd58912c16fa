package dev.lungfish.libvirt.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.MessageType;
import dev.lungfish.libvirt.share.Startups;
import dev.lungfish.libvirt.tls.Credentials;
import dev.lungfish.libvirt.tls.MadeCredentials;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.tls.TlsTransport;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What clients do to a server that harms its other clients where all have one pool. Those at the
/// read-only socket are readers, those at the other one are root.
@Timeout(60)
class SharesTest {
    private static final int KIB = 1024;
    private static final String LONG = "x".repeat(512 * KIB);

    @TempDir Path folder;
    private final List<Wire> wires = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
    }

    private Wire open(Path socket) throws IOException {
        Wire wire = Wire.connect(socket);
        wires.add(wire);
        return wire.open();
    }

    /// No virtual thread of a server computes: on two processors two of them would be all.
    @Test
    void rootIsAnsweredWhileReadersComputeWithoutEnd() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Program program =
                begin().compute(
                                Remote.GET_CAPABILITIES,
                                (connection, none) -> {
                                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                    while (connection.readOnly() && !enough.get()) {
                                        Thread.onSpinWait();
                                    }
                                    running.decrementAndGet();
                                    return "computed";
                                })
                        .build();
        try (RunningServer server =
                RunningServer.in(
                        folder, program, usual -> usual.with(places(usual).withSystemThreads(0)))) {
            List<Wire> readers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                readers.add(open(server.readOnly));
                readers.getLast().send(Remote.GET_CAPABILITIES, NoValue.NONE);
            }
            Wire root = open(server.readWrite);

            assertThat(root.call(Remote.GET_TYPE)).isEqualTo("Little");
            assertThat(root.call(Remote.GET_CAPABILITIES)).isEqualTo("computed");
            enough.set(true);
            for (Wire reader : readers) {
                assertThat(reader.reply().header().status()).isEqualTo(MessageStatus.Known.OK);
            }
            assertThat(most).hasValueLessThanOrEqualTo(3);
        }
    }

    private static ServerLimits places(ServerSettings usual) {
        return usual.limits().withPlaces(3, 4, 64, Startups.USUAL);
    }

    private static Program.Builder begin() {
        return RemoteProgram.begin((connection, name, readOnly) -> {})
                .answer(Remote.GET_TYPE, (connection, none) -> "Little");
    }

    @Test
    void readersThatDoNotReadFillTheirOwnShareAlone() throws Exception {
        Program program =
                begin().answer(Remote.GET_CAPABILITIES, (connection, none) -> LONG).build();
        try (RunningServer server =
                RunningServer.in(
                        folder,
                        program,
                        usual ->
                                usual.with(
                                        ServerLimits.DEFAULT.withBytes(
                                                4 * KIB * KIB, 5 * KIB * KIB)))) {
            List<Wire> greedy = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                greedy.add(open(server.readOnly));
                greedy.getLast().send(Remote.GET_CAPABILITIES, NoValue.NONE);
                awaitUnread(server, i + 1);
            }
            Wire third = open(server.readOnly);

            assertThat(third.error(Remote.GET_CAPABILITIES, NoValue.NONE).message())
                    .startsWith("resource busy: the reply to call 1 has ")
                    .contains("read them and ask again");
            assertThat(third.call(Remote.GET_TYPE)).isEqualTo("Little");
            assertThat(open(server.readWrite).call(Remote.GET_CAPABILITIES)).isEqualTo(LONG);

            assertThat(greedy.getFirst().reply().header().status())
                    .isEqualTo(MessageStatus.Known.OK);
            awaitUnread(server, 1);
            assertThat(third.call(Remote.GET_CAPABILITIES)).isEqualTo(LONG);
        }
    }

    private static void awaitUnread(RunningServer server, int replies) throws Exception {
        while (server.server.unreadReplies().used() / LONG.length() != replies) {
            Thread.sleep(5);
        }
    }

    @Test
    void largeFramesThatReadersDoNotEndLeaveRoomForRoot() throws Exception {
        try (RunningServer server =
                RunningServer.in(
                        folder,
                        usual ->
                                usual.with(
                                        ServerLimits.DEFAULT.withBytes(
                                                4 * KIB * KIB, 4 * KIB * KIB)))) {
            for (int i = 0; i < 4; i++) {
                Wire unopened = Wire.connect(server.readOnly);
                wires.add(unopened);
                begin(unopened, 2 * KIB * KIB, 900 * KIB);
            }
            Wire root = Wire.connect(server.readWrite);
            wires.add(root);
            root.call(Remote.OPEN, new OpenArguments("qemu:///system", 0));

            // An unknown procedure, whose frame does not fit into the buffer for calls.
            begin(root, 64 * KIB, 64 * KIB);
            assertThat(root.error().message()).startsWith("unknown procedure");
            // One reader has no room left, of the four that have taken it.
            assertThat(server.gone.take()).contains("user root (read-only) holds");
        }
    }

    /// The beginning of a frame.
    private static void begin(Wire wire, int announced, int sent) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(sent);
        FrameHeader header =
                new FrameHeader(
                        0x20008086, 1, 9_999, MessageType.Known.CALL, 7, MessageStatus.Known.OK);
        frame.put(Frame.encode(header, XdrCodec.NONE, NoValue.NONE));
        frame.putInt(0, announced).rewind();
        try {
            wire.send(frame);
        } catch (IOException e) {
            return; // it was ended, as its user has enough
        }
    }

    /// 64 shake hands at once, 32 of one source.
    @Test
    @NeedsProgram(value = "openssl", install = "openssl")
    void silentConnectionsOfOneAddressKeepNoOtherAddressOut() throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), "ec");
        TlsContext context = TlsContext.server(MadeCredentials.server(pki), TlsContext.VERSIONS);
        InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        ServerLimits patient =
                ServerLimits.DEFAULT.withTimes(
                        Duration.ofMillis(50),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60));
        try (RunningServer server =
                RunningServer.in(
                        folder,
                        usual ->
                                new ServerSettings(
                                        List.of(new Listener.Tls(any, context, name -> true, 200)),
                                        usual.programs(),
                                        usual.guard(),
                                        usual.authentication(),
                                        usual.peers(),
                                        patient,
                                        usual.observer()))) {
            InetSocketAddress at = (InetSocketAddress) server.server.addresses().getFirst();
            for (int i = 0; i < 120; i++) {
                SocketChannel silent = SocketChannel.open();
                silent.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
                silent.connect(at);
                wires.add(Wire.over(silent));
            }
            assertThat(server.turnedAway.take())
                    .contains("100 clients without a certificate yet are here already")
                    .contains("127.0.0.2");

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
        }
    }

    @Test
    void oneUserHasAtMostHalfOfASocketAndRootAlwaysAPart() throws Exception {
        AtomicInteger user = new AtomicInteger(1_000);
        Path small = folder.resolve("small");
        Listener.Unix usualOne = RunningServer.listener(small, false);
        try (RunningServer _ =
                RunningServer.in(
                        folder,
                        usual ->
                                new ServerSettings(
                                        List.of(
                                                new Listener.Unix(
                                                        small,
                                                        usualOne.permissions(),
                                                        null,
                                                        false,
                                                        16)),
                                        usual.programs(),
                                        usual.guard(),
                                        usual.authentication(),
                                        socket ->
                                                new Identity.LocalProcess(
                                                        "somebody",
                                                        "some",
                                                        new Identity.Numbers(user.get(), 7, 4_711)),
                                        usual.limits(),
                                        usual.observer()))) {
            for (int i = 0; i < 6; i++) {
                open(small);
            }
            assertThat(refusal(small))
                    .isEqualTo(
                            "resource busy: 6 clients of uid 1000 (read-write) are here already:"
                                    + " try again later");
            user.set(1_001);
            for (int i = 0; i < 6; i++) {
                open(small);
            }
            user.set(1_002);
            assertThat(refusal(small))
                    .contains("12 clients are here already, and the other places are kept");
            user.set(0);
            for (int i = 0; i < 4; i++) {
                assertThat(open(small).call(Remote.GET_TYPE)).isEqualTo("Little");
            }
        }
    }

    private String refusal(Path socket) throws IOException {
        Wire wire = Wire.connect(socket);
        wires.add(wire);
        return String.valueOf(wire.error(Remote.AUTH_LIST, NoValue.NONE).message());
    }

    @Test
    void rootIsConnectedUpstreamWhileReadersWaitForOneThatHangs() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        Program program =
                RemoteProgram.begin(
                                (connection, name, readOnly) -> {
                                    Downstream _ =
                                            connection.relayTo(
                                                    new HangingUpstream(connection, hanging, end));
                                })
                        .answer(Remote.GET_TYPE, (connection, none) -> "Little")
                        .answer(Remote.GET_HOSTNAME, (connection, none) -> "here")
                        .build();
        try (RunningServer server =
                RunningServer.in(folder, program, usual -> usual.with(places(usual)))) {
            for (int i = 0; i < 12; i++) {
                open(server.readOnly).send(Remote.GET_HOSTNAME, NoValue.NONE);
            }
            hanging.await();
            Wire root = open(server.readWrite);

            assertThat(root.call(Remote.GET_HOSTNAME)).isEqualTo("here");
            assertThat(open(server.readOnly).call(Remote.GET_TYPE)).isEqualTo("Little");
            end.countDown();
        }
    }

    /// An upstream that answers no reader.
    private record HangingUpstream(
            Connection connection, CountDownLatch hanging, CountDownLatch released)
            implements Upstream {
        @Override
        public boolean wants(Frame frame) {
            return frame.header().procedure() == Remote.GET_HOSTNAME.number();
        }

        @Override
        public boolean passesDescriptors() {
            return false;
        }

        @Override
        public void drop(Frame frame) {}

        @Override
        public boolean connect() {
            if (connection.readOnly()) {
                hanging.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return false;
        }

        @Override
        public void pass(Frame frame) {}

        @Override
        public void end() {}
    }
}
