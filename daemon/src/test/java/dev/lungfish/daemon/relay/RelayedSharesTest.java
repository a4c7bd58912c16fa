package dev.lungfish.daemon.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.daemon.sockets.UnixDescriptors;
import dev.lungfish.daemon.sockets.UnixPolling;
import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.libvirt.relay.Relay;
import dev.lungfish.libvirt.relay.RelayRules;
import dev.lungfish.libvirt.relay.RelayTarget;
import dev.lungfish.libvirt.remote.OpenArguments;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.ErrorCode;
import dev.lungfish.libvirt.rpc.ErrorDomain;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.Keepalive;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.rpc.Procedure;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.Observer;
import dev.lungfish.libvirt.server.RemoteProgram;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerLimits;
import dev.lungfish.libvirt.server.ServerSettings;
import dev.lungfish.libvirt.transport.SocketPolling;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.NoValue;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What relayed clients, and the libvirtd behind them, cost a server: a libvirtd that this test
/// plays, with a relay in front of it. With a loop all clients have one thread, without they have
/// their own. Those at the read-only socket are readers, those at the other one are root.
@Timeout(60)
class RelayedSharesTest {
    private static final String NAME = "qemu:///system";
    private static final int KIB = 1024;
    private static final int PINGS = 1_500;
    private static final int MOST_IN_WORK = ServerLimits.DEFAULT.unansweredCalls();

    @TempDir private Path folder;
    private final List<Peer> peers = new ArrayList<>();
    private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();
    private ServerSocketChannel libvirtd;

    @BeforeEach
    void listen() throws IOException {
        libvirtd = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        libvirtd.bind(UnixDomainSocketAddress.of(folder.resolve("libvirtd")));
    }

    @AfterEach
    void end() throws IOException {
        for (Peer peer : peers) {
            peer.socket.close();
        }
        libvirtd.close();
    }

    /// A libvirtd that pings without pause and reads nothing.
    @Test
    void pingsOfLibvirtdMakeNoThreads() throws Exception {
        try (Server _ = serve(false, ServerLimits.DEFAULT)) {
            Relayed relayed = open("rw");
            ByteBuffer pings = ByteBuffer.allocate(PINGS * FrameHeader.SIZE);
            for (int i = 0; i < PINGS; i++) {
                pings.put(Keepalive.PING.encode());
            }
            relayed.libvirtd.write(pings.flip());
            // What follows them comes to the client when all of them were seen.
            relayed.client.send(Remote.GET_HOSTNAME, NoValue.NONE);
            relayed.libvirtd.answerNext(Remote.GET_HOSTNAME, "here");

            assertThat(relayed.client.reply(Remote.GET_HOSTNAME)).isEqualTo("here");
            // A few idle ones keep their last name.
            assertThat(threads("libvirt-relay ")).isLessThan(10);
        }
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientHasFewCallsInWork(boolean loop) throws Exception {
        try (Server _ = serve(loop, ServerLimits.DEFAULT)) {
            Relayed greedy = open("rw");
            Relayed other = open("rw");
            for (int i = 0; i < 3 * MOST_IN_WORK; i++) {
                greedy.client.send(Remote.GET_HOSTNAME, NoValue.NONE);
            }
            for (int i = 0; i < MOST_IN_WORK; i++) {
                greedy.libvirtd.awaitCall();
            }
            for (int i = 0; i < 100; i++) {
                other.client.send(Remote.GET_HOSTNAME, NoValue.NONE);
                other.libvirtd.answerNext(Remote.GET_HOSTNAME, "other");
                assertThat(other.client.reply(Remote.GET_HOSTNAME)).isEqualTo("other");
            }
            assertThat(greedy.libvirtd.hasMore()).isFalse();

            for (int i = 0; i < 2 * MOST_IN_WORK; i++) {
                greedy.libvirtd.answer(Remote.GET_HOSTNAME, "mine");
                assertThat(greedy.client.reply(Remote.GET_HOSTNAME)).isEqualTo("mine");
                greedy.libvirtd.awaitCall();
            }
        }
    }

    /// They have 1 MiB together, of which one has half.
    @Test
    void repliesThatReadersDoNotReadAreTheirOwnShare() throws Exception {
        String reply = "x".repeat(400 * KIB);
        try (Server _ =
                serve(false, ServerLimits.DEFAULT.withBytes(4 * KIB * KIB, 2 * KIB * KIB))) {
            Relayed lazy = open("ro");
            lazy.client.send(Remote.GET_HOSTNAME, NoValue.NONE);
            lazy.libvirtd.answerNext(Remote.GET_CAPABILITIES, reply);
            awaitStall(lazy.client);
            Relayed second = open("ro");
            second.client.send(Remote.GET_HOSTNAME, NoValue.NONE);
            second.libvirtd.answerNext(Remote.GET_CAPABILITIES, reply);

            assertThat(second.client.error().message())
                    .startsWith("resource busy: a frame from libvirtd has ")
                    .contains("(read-only) holds");
            Relayed root = open("rw");
            root.client.send(Remote.GET_HOSTNAME, NoValue.NONE);
            root.libvirtd.answerNext(Remote.GET_CAPABILITIES, reply);
            assertThat(root.client.reply(Remote.GET_CAPABILITIES)).isEqualTo(reply);
        }
    }

    /// Until the beginning of the reply is there.
    private static void awaitStall(Peer client) throws Exception {
        ByteBuffer begin = ByteBuffer.allocate(FrameHeader.SIZE);
        while (begin.hasRemaining()) {
            client.socket.read(begin);
        }
    }

    /// 64 KiB of a reply wait in the loop for each client that does not read.
    @Test
    void aLoopHoldsNoMoreForReadersThanTheirShare() throws Exception {
        try (Server _ = serve(true, ServerLimits.DEFAULT.withBytes(4 * KIB * KIB, 512 * KIB))) {
            byte[] much = new byte[500 * KIB];
            Relayed first = open("ro");
            for (int i = 0; gone.isEmpty(); i++) {
                assertThat(i).as("readers that have a share").isLessThan(12);
                Relayed lazy = open("ro");
                lazy.client.send(Remote.GET_HOSTNAME, NoValue.NONE);
                lazy.libvirtd.awaitCall();
                Thread.ofVirtual().start(() -> lazy.libvirtd.answerInPart(much));
                awaitStall(lazy.client);
                first.client.send(Remote.GET_TYPE, NoValue.NONE);
                first.libvirtd.answerNext(Remote.GET_TYPE, "QEMU");
                assertThat(first.client.reply(Remote.GET_TYPE)).isEqualTo("QEMU");
            }
            assertThat(gone.take()).contains("wait that the other side does not take", "holds");

            Relayed root = open("rw");
            root.client.send(Remote.GET_HOSTNAME, NoValue.NONE);
            root.libvirtd.answerNext(Remote.GET_HOSTNAME, "here");
            assertThat(root.client.reply(Remote.GET_HOSTNAME)).isEqualTo("here");
        }
    }

    private Server serve(boolean loop, ServerLimits limits) throws IOException {
        Optional<SocketPolling> polling = loop ? UnixPolling.find() : Optional.empty();
        Relay relay = new Relay(new Rules(), UnixDescriptors.find(), polling);
        return Server.start(
                ServerSettings.of(
                                List.of(listener("rw", false), listener("ro", true)),
                                List.of(
                                        RemoteProgram.begin((connection, name, readOnly) ->
                                                        relay(relay, connection))
                                                .build()))
                        .with(limits)
                        .with(
                                new Observer() {
                                    @Override
                                    public void disconnected(Connection connection, String reason) {
                                        gone.add(reason);
                                    }
                                }));
    }

    private void relay(Relay relay, Connection connection) throws RpcException {
        try {
            relay.begin(
                    connection,
                    new RelayTarget(
                            folder.resolve("libvirtd"), NAME, connection.readOnly(), List.of()));
        } catch (IOException e) {
            throw new RpcException(
                    ErrorCode.OPERATION_FAILED, ErrorDomain.RPC, String.valueOf(e.getMessage()));
        }
    }

    private Listener listener(String name, boolean readOnly) {
        return new Listener.Unix(
                folder.resolve(name),
                PosixFilePermissions.fromString("rw-rw-rw-"),
                null,
                readOnly,
                1000);
    }

    private record Relayed(Peer client, Peer libvirtd) {}

    private Relayed open(String name) throws IOException {
        SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve(name)));
        Peer client = new Peer(socket);
        peers.add(client);
        client.send(Remote.OPEN, new OpenArguments(NAME, 0));
        Peer upstream = new Peer(libvirtd.accept());
        peers.add(upstream);
        upstream.answerNext(Remote.AUTH_LIST, List.of());
        upstream.answerNext(Remote.OPEN, NoValue.NONE);
        assertThat(client.reply(Remote.OPEN)).isEqualTo(NoValue.NONE);
        return new Relayed(client, upstream);
    }

    /// One end of a connection.
    private static final class Peer {
        private final SocketChannel socket;
        private final FrameReader reader;
        private final List<FrameHeader> calls = new ArrayList<>();
        private int serial;

        Peer(SocketChannel socket) {
            this.socket = socket;
            reader =
                    FrameReader.ofReplies(
                            new SocketTransport(socket, Transport.Kind.UNIX),
                            new MemoryAllowance(1L << 26));
        }

        <A> void send(Procedure<A, ?> procedure, A arguments) throws IOException {
            FrameHeader header =
                    FrameHeader.call(
                            procedure.program().number(),
                            procedure.program().version(),
                            procedure.number(),
                            serial++);
            write(Frame.encode(header, procedure.arguments(), arguments));
        }

        void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
        }

        <R> R reply(Procedure<?, R> procedure) throws IOException {
            Frame reply = reader.next().orElseThrow();
            assertThat(reply.header().status()).isEqualTo(MessageStatus.Known.OK);
            return reply.payload(procedure.result());
        }

        RpcError error() throws IOException {
            Frame reply = reader.next().orElseThrow();
            assertThat(reply.header().status()).isEqualTo(MessageStatus.Known.ERROR);
            return reply.payload(RpcError.CODEC);
        }

        void awaitCall() throws IOException {
            calls.add(reader.next().orElseThrow().header());
        }

        boolean hasMore() throws IOException {
            socket.configureBlocking(false);
            try {
                return reader.hasBuffered() || socket.read(ByteBuffer.allocate(1)) > 0;
            } finally {
                socket.configureBlocking(true);
            }
        }

        <R> void answerNext(Procedure<?, R> procedure, R result) throws IOException {
            awaitCall();
            answer(procedure, result);
        }

        <R> void answer(Procedure<?, R> procedure, R result) throws IOException {
            FrameHeader header = calls.removeFirst().reply(MessageStatus.Known.OK);
            write(Frame.encode(header, procedure.result(), result));
        }

        /// A reply that is longer than what comes of it; it may end before all of it was taken.
        void answerInPart(byte[] bytes) {
            FrameHeader header = calls.removeFirst().reply(MessageStatus.Known.OK);
            ByteBuffer frame =
                    Frame.encode(
                            header, Remote.GET_CAPABILITIES.result(), new String(bytes, UTF_8));
            try {
                write(frame);
            } catch (IOException e) {
                return; // its client had to go
            }
        }
    }

    private static final class Rules implements RelayRules {
        @Override
        public PowerManagement powerManagement() {
            return new PowerManagement.Probed(Set.of(PowerManagement.Child.SUSPEND_MEM));
        }

        @Override
        public Optional<PowerManagement> knownPowerManagement() {
            return Optional.of(powerManagement());
        }

        @Override
        public void withoutAgent(Connection connection, String name) {}

        @Override
        public void lost(Connection connection, String why) {}
    }
}
