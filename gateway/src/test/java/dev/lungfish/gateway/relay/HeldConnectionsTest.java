package dev.lungfish.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameHeader;
import dev.lungfish.libvirt.rpc.RpcError;
import dev.lungfish.libvirt.xdr.NoValue;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of connections to a host that sleeps.
class HeldConnectionsTest {
    private PlayedHost host;

    @BeforeEach
    void begin() throws IOException {
        host = PlayedHost.echo();
    }

    @AfterEach
    void end() throws IOException {
        host.close();
    }

    private PlayedGateway gateway(String... more) throws IOException {
        return new PlayedGateway(host, host::wake, PlayedGateway.LIMITS, more);
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String read(Socket client, int count) throws IOException {
        return new String(client.getInputStream().readNBytes(count), UTF_8);
    }

    @Test
    void theFirstBytesWakeTheHostAndReachIt() throws Exception {
        host.sleep();
        try (PlayedGateway gateway = gateway(PlayedGateway.ALLOWED);
                Socket client = gateway.client()) {
            send(client, "hello");

            assertThat(read(client, 5)).isEqualTo("hello");
            assertThat(gateway.waker.calls()).contains("wake lab1: one for 127.0.0.1", "use lab1");
            assertThat(gateway.log)
                    .extracting(reason -> reason.code())
                    .contains("gateway-wakes-host", "gateway-host-awake");
        }
    }

    @Test
    void aHostThatIsAwakeIsNotWoken() throws Exception {
        try (PlayedGateway gateway = gateway(PlayedGateway.ALLOWED);
                Socket client = gateway.client()) {
            send(client, "hello");

            assertThat(read(client, 5)).isEqualTo("hello");
            assertThat(gateway.wakes()).isZero();
        }
    }

    @Test
    void aConnectionWakesByItselfWhereTheServerSpeaksFirst() throws Exception {
        host.close();
        host =
                new PlayedHost((in, out, _) -> {
                    out.write("SSH-2.0-played\r\n".getBytes(UTF_8));
                    int _ = in.read();
                });
        host.sleep();
        try (PlayedGateway gateway = gateway(PlayedGateway.ALLOWED, "wake = \"connect\"");
                Socket client = gateway.client()) {
            assertThat(read(client, 7)).isEqualTo("SSH-2.0");
            assertThat(gateway.wakes()).isEqualTo(1);
        }
    }

    @Test
    void theyAreLetThroughInTheirOrder() throws Exception {
        host.close();
        host = PlayedHost.echo(200);
        host.sleep();
        int count = 200;
        List<Socket> clients = new ArrayList<>();
        try (PlayedGateway gateway =
                new PlayedGateway(host, () -> {}, PlayedGateway.LIMITS, PlayedGateway.ALLOWED)) {
            for (int i = 0; i < count; i++) {
                Socket client = gateway.client();
                clients.add(client);
                send(client, "%03d".formatted(i));
                int held = i + 1;
                PlayedGateway.await(() -> gateway.counts().toTarget() == 3L * held);
            }
            assertThat(gateway.counts().held()).isEqualTo(count);

            host.wake();

            for (int i = 0; i < count; i++) {
                assertThat(read(clients.get(i), 3)).isEqualTo("%03d".formatted(i));
            }
            assertThat(gateway.wakes()).isPositive();
            assertThat(gateway.counts().held()).isZero();
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aClientThatResetsIsForgotten() throws Exception {
        host.sleep();
        try (PlayedGateway gateway =
                new PlayedGateway(host, () -> {}, PlayedGateway.LIMITS, PlayedGateway.ALLOWED)) {
            Socket client = gateway.client();
            send(client, "hello");
            PlayedGateway.await(() -> gateway.wakes() == 1);
            client.setSoLinger(true, 0);
            client.close();

            PlayedGateway.await(() -> gateway.counts().held() == 0);
            PlayedGateway.await(() -> gateway.waker.calls().contains("unused lab1"));
        }
    }

    @Test
    void aHostThatDoesNotComeIsToldInHttp() throws Exception {
        host.sleep();
        try (PlayedGateway gateway =
                        new PlayedGateway(
                                host,
                                () -> {},
                                PlayedGateway.LIMITS,
                                PlayedGateway.ALLOWED,
                                "hold = \"1s\"",
                                "protocol = \"http\"");
                Socket client = gateway.client()) {
            send(client, "GET / HTTP/1.1\r\nHost: lab1\r\n\r\n");

            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After: 30")
                    .contains("lab1 was woken and did not answer on port");
        }
    }

    @Test
    void aHostThatDoesNotComeIsToldInLibvirtsProtocol() throws Exception {
        host.sleep();
        try (PlayedGateway gateway =
                        new PlayedGateway(
                                host,
                                () -> {},
                                PlayedGateway.LIMITS,
                                PlayedGateway.ALLOWED,
                                "hold = \"1s\"",
                                "protocol = \"libvirt\"");
                Socket client = gateway.client()) {
            ByteBuffer call =
                    Frame.encode(
                            FrameHeader.call(0x20008086, 1, 66, 7), XdrCodec.NONE, NoValue.NONE);
            byte[] bytes = new byte[call.remaining()];
            call.get(bytes);
            client.getOutputStream().write(bytes);

            Frame answer = Frame.of(client.getInputStream().readAllBytes());
            assertThat(answer.header().serial()).isEqualTo(7);
            assertThat(answer.payload(RpcError.CODEC).text())
                    .contains("lab1 was woken and did not answer on port");
        }
    }

    @Test
    void anIdleConnectionIsParkedAndItsNextByteIsUseAgain() throws Exception {
        try (PlayedGateway gateway = gateway(PlayedGateway.ALLOWED, "park_after = \"1s\"");
                Socket client = gateway.client()) {
            send(client, "one");
            assertThat(read(client, 3)).isEqualTo("one");
            PlayedGateway.await(() -> gateway.waker.calls().contains("use lab1"));
            PlayedGateway.await(() -> gateway.counts().parked() == 1);
            PlayedGateway.await(() -> gateway.waker.calls().contains("unused lab1"));
            host.sleep();

            send(client, "two");

            assertThat(read(client, 3)).isEqualTo("two");
            assertThat(gateway.wakes()).isEqualTo(1);
            PlayedGateway.await(() -> gateway.waker.count("use lab1") == 2);
        }
    }
}
