package dev.lungfish.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.gateway.config.GatewayFile;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Datagrams to a host that drops them while it sleeps.
class DatagramsTest {
    private final AtomicBoolean awake = new AtomicBoolean();
    private final PlayedWaker waker = new PlayedWaker(() -> awake.set(true));
    private DatagramSocket host;

    @BeforeEach
    void begin() throws IOException {
        host = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread _ = Thread.ofVirtual().start(this::echo);
    }

    @AfterEach
    void end() {
        host.close();
    }

    private void echo() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                host.receive(packet);
                if (awake.get()) {
                    host.send(packet);
                }
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    private GatewayRelay gateway(String... more) throws IOException {
        return new GatewayRelay(
                GatewayFile.parse(
                        "gateway.toml",
                        """
                        [hosts.lab1]
                        address = "127.0.0.1"
                        cards = ["02:4c:46:00:00:02"]
                        [[udp]]
                        name = "vpn"
                        listen = "127.0.0.1:0"
                        host = "lab1"
                        port = %d
                        allow = ["127.0.0.0/8"]
                        %s
                        """
                                .formatted(host.getLocalPort(), String.join("\n", more))),
                waker,
                _ -> {});
    }

    private static InetSocketAddress address(GatewayRelay relay) throws IOException {
        return relay.addresses().values().iterator().next();
    }

    private static DatagramPacket packet(byte[] content, InetSocketAddress to) {
        return new DatagramPacket(content, content.length, to);
    }

    @Test
    void oneWakesTheHostAndItsAnswerComesBack() throws Exception {
        try (GatewayRelay relay = gateway();
                DatagramSocket client = new DatagramSocket()) {
            client.setSoTimeout(20_000);
            client.send(packet("hello".getBytes(UTF_8), address(relay)));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            client.receive(answer);

            assertThat(new String(answer.getData(), 0, answer.getLength(), UTF_8))
                    .isEqualTo("hello");
            assertThat(waker.count("wake")).isEqualTo(1);
            PlayedGateway.await(() -> waker.calls().contains("use lab1"));
        }
    }

    @Test
    void onlyAHandshakeOfWireGuardWakesWhereTheRuleSaysSo() throws Exception {
        try (GatewayRelay relay = gateway("wake = \"wireguard\"");
                DatagramSocket client = new DatagramSocket()) {
            client.setSoTimeout(20_000);
            InetSocketAddress to = address(relay);
            byte[] keepalive = new byte[32];
            keepalive[0] = 4;
            client.send(packet(keepalive, to));
            PlayedGateway.await(() -> relay.counters().counts().toTarget() == 32);
            byte[] initiation = new byte[148];
            initiation[0] = 1;
            assertThat(waker.calls()).noneMatch(call -> call.startsWith("wake"));

            client.send(packet(initiation, to));
            DatagramPacket answer = new DatagramPacket(new byte[200], 200);
            client.receive(answer);

            assertThat(answer.getLength()).isEqualTo(148);
            assertThat(waker.count("wake")).isEqualTo(1);
        }
    }
}
