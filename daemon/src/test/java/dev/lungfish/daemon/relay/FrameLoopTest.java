package dev.lungfish.daemon.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lungfish.daemon.sockets.UnixDescriptors;
import dev.lungfish.daemon.sockets.UnixPolling;
import dev.lungfish.libvirt.capabilities.PowerManagement;
import dev.lungfish.libvirt.relay.Relay;
import dev.lungfish.libvirt.relay.RelayRules;
import dev.lungfish.libvirt.relay.RelayTarget;
import dev.lungfish.libvirt.remote.NodeInfo;
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
import dev.lungfish.libvirt.rpc.RpcException;
import dev.lungfish.libvirt.server.Connection;
import dev.lungfish.libvirt.server.Guard;
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.Opener;
import dev.lungfish.libvirt.server.RemoteProgram;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerSettings;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.xdr.NoValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients of a relay in front of another server of this library, by Unix sockets.
class FrameLoopTest {
    private static final String NAME = "qemu:///system";
    private static final String DOCUMENT =
            "<capabilities><host><cpu/><power_management/></host><guest>%s</guest></capabilities>"
                    .formatted("x".repeat(300_000));
    private static final NodeInfo INFO = new NodeInfo("x86_64", 1, 1, 1, 1, 1, 1, 1);

    @TempDir private Path folder;
    private final List<Client> clients = new ArrayList<>();
    private Server behind;
    private Server front;
    private volatile boolean sleepy;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(UnixPolling.find().isPresent(), "the runtime tells no numbers of channels");
        behind = server("behind", (connection, name, readOnly) -> {}, Guard.NONE);
        Relay relay = new Relay(new Rules(), UnixDescriptors.find(), UnixPolling.find());
        RelayTarget target = new RelayTarget(folder.resolve("behind"), NAME, false, List.of());
        front =
                server(
                        "front",
                        (connection, name, readOnly) -> {
                            try {
                                relay.begin(connection, target);
                            } catch (IOException e) {
                                throw new RpcException(
                                        ErrorCode.OPERATION_FAILED,
                                        ErrorDomain.RPC,
                                        String.valueOf(e.getMessage()));
                            }
                        },
                        (connection, call) -> {
                            if (sleepy
                                    && call instanceof Guard.Call.Relayed(FrameHeader header)
                                    && header.procedure() == Remote.NODE_GET_INFO.number()) {
                                throw new RpcException(
                                        ErrorCode.OPERATION_INVALID, ErrorDomain.NONE, "sleepy");
                            }
                        });
    }

    @AfterEach
    void end() throws IOException {
        for (Client client : clients) {
            client.transport.close();
        }
        front.close();
        behind.close();
    }

    @Test
    void clientsShareOneThread() throws IOException {
        for (int i = 0; i < 70; i++) {
            Client client = open();
            assertThat(client.call(Remote.GET_HOSTNAME)).isEqualTo("behind");
        }
        for (Client client : clients) {
            assertThat(client.call(Remote.NODE_GET_INFO)).isEqualTo(INFO);
        }

        List<String> threads =
                Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
        assertThat(threads).anyMatch(name -> name.startsWith("libvirt-relay-loop "));
        assertThat(threads).noneMatch(name -> name.matches("libvirt-(relayed|relay) \\d+"));
    }

    @Test
    void changesADocumentThatComesInPartsAndOneThatCameBefore() throws IOException {
        Client client = open();
        for (int i = 0; i < 5; i++) {
            assertThat(client.call(Remote.GET_CAPABILITIES))
                    .contains("<suspend_mem/>")
                    .endsWith("x</guest></capabilities>");
        }
    }

    @Test
    void keepsTheOrderForAClientThatReadsLate() throws IOException {
        Client late = open();
        Client other = open();
        int calls = 40;
        Thread caller =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; i < calls; i++) {
                                late.send(Remote.GET_CAPABILITIES);
                                late.send(Remote.GET_HOSTNAME);
                            }
                        });
        for (int i = 0; i < 100; i++) {
            assertThat(other.call(Remote.GET_HOSTNAME)).isEqualTo("behind");
        }
        for (int i = 0; i < calls; i++) {
            assertThat(late.reply(Remote.GET_CAPABILITIES)).contains("<suspend_mem/>");
            assertThat(late.reply(Remote.GET_HOSTNAME)).isEqualTo("behind");
        }
        assertThat(caller).satisfies(Thread::join);
    }

    @Test
    void answersItselfBetweenFramesThatPass() throws IOException {
        Client client = open();
        assertThat(client.call(Remote.GET_HOSTNAME)).isEqualTo("behind");
        sleepy = true;
        client.send(Remote.NODE_GET_INFO);
        assertThat(client.reader.next().orElseThrow().header().status())
                .isEqualTo(MessageStatus.Known.ERROR);
        sleepy = false;
        client.write(Keepalive.PING.encode());
        assertThat(Keepalive.PONG.matches(client.reader.next().orElseThrow().header())).isTrue();
        assertThat(client.call(Remote.NODE_GET_INFO)).isEqualTo(INFO);
        assertThat(client.call(Remote.CLOSE)).isEqualTo(NoValue.NONE);
        assertThat(client.reader.next()).isEmpty();
    }

    @Test
    void takesAFrameThatComesByteByByte() throws IOException {
        Client client = open();
        assertThat(client.call(Remote.GET_HOSTNAME)).isEqualTo("behind");
        ByteBuffer frame = client.frame(Remote.NODE_GET_INFO);
        while (frame.hasRemaining()) {
            client.write(frame.slice(frame.position(), 1));
            frame.position(frame.position() + 1);
        }
        assertThat(client.reply(Remote.NODE_GET_INFO)).isEqualTo(INFO);
    }

    @Test
    void endsAClientWhoseServerIsGone() throws IOException {
        Client client = open();
        assertThat(client.call(Remote.GET_HOSTNAME)).isEqualTo("behind");
        behind.close();
        assertThat(client.reader.next()).isEmpty();
    }

    private Client open() throws IOException {
        Client client = new Client(folder.resolve("front"));
        clients.add(client);
        client.write(client.frame(Remote.OPEN, new OpenArguments(NAME, 0)));
        assertThat(client.reply(Remote.OPEN)).isEqualTo(NoValue.NONE);
        return client;
    }

    private Server server(String name, Opener opener, Guard guard) throws IOException {
        Listener listener =
                new Listener.Unix(
                        folder.resolve(name),
                        PosixFilePermissions.fromString("rw-rw-rw-"),
                        null,
                        false,
                        1000);
        return Server.start(
                ServerSettings.of(
                                List.of(listener),
                                List.of(
                                        RemoteProgram.begin(opener)
                                                .answer(Remote.GET_HOSTNAME, (_, _) -> name)
                                                .answer(Remote.NODE_GET_INFO, (_, _) -> INFO)
                                                .answer(Remote.GET_CAPABILITIES, (_, _) -> DOCUMENT)
                                                .build()))
                        .with(guard));
    }

    private static final class Client {
        private final SocketTransport transport = SocketTransport.unix();
        private final FrameReader reader =
                FrameReader.ofReplies(transport, new MemoryAllowance(1L << 30));
        private int serial;

        Client(Path socket) throws IOException {
            transport.connect(socket);
        }

        <R> R call(Procedure<NoValue, R> procedure) throws IOException {
            write(frame(procedure));
            return reply(procedure);
        }

        void send(Procedure<NoValue, ?> procedure) {
            try {
                write(frame(procedure));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        <R> R reply(Procedure<?, R> procedure) throws IOException {
            Frame reply = reader.next().orElseThrow();
            assertThat(reply.header().procedure()).isEqualTo(procedure.number());
            assertThat(reply.header().status()).isEqualTo(MessageStatus.Known.OK);
            return reply.payload(procedure.result());
        }

        ByteBuffer frame(Procedure<NoValue, ?> procedure) {
            return frame(procedure, NoValue.NONE);
        }

        <A> ByteBuffer frame(Procedure<A, ?> procedure, A arguments) {
            FrameHeader header =
                    FrameHeader.call(
                            procedure.program().number(),
                            procedure.program().version(),
                            procedure.number(),
                            serial++);
            return Frame.encode(header, procedure.arguments(), arguments);
        }

        void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                transport.write(bytes);
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
