package dev.lungfish.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.runtime.clock.Pause;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Scans, floods and clients that take their time: nobody wakes a host by them, and what they
/// occupy has a bound.
class AbuseTest {
    /// A whole run has 100,000.
    private static final int SCANS = Integer.getInteger("lungfish.gateway.scans", 3_000);

    /// A whole run has 10,000.
    private static final int CHECKS = Integer.getInteger("lungfish.gateway.checks", 500);

    private PlayedHost host;

    @BeforeEach
    void begin() throws IOException {
        host = PlayedHost.echo();
    }

    @AfterEach
    void end() throws IOException {
        host.close();
    }

    private PlayedGateway gateway(String limits, String... more) throws IOException {
        return new PlayedGateway(host, () -> {}, limits, more);
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
    }

    @Test
    void scansAndHealthChecksWakeNobody() throws Exception {
        host.sleep();
        try (PlayedGateway gateway = gateway(PlayedGateway.LIMITS, PlayedGateway.ALLOWED)) {
            for (int i = 0; i < SCANS; i++) {
                try (Socket scan = gateway.client()) {
                    scan.setSoLinger(i % 2 == 0, 0); // half of them reset, as nmap does
                }
            }
            List<Socket> checks = new ArrayList<>();
            for (int i = 0; i < CHECKS; i++) {
                checks.add(gateway.client());
                if (checks.size() == 50) {
                    for (Socket check : checks) {
                        check.close();
                    }
                    checks.clear();
                }
            }

            long all = SCANS + (long) CHECKS;
            PlayedGateway.await(() -> gateway.counts().accepted() == all);
            PlayedGateway.await(() -> gateway.counts().held() == 0);
            assertThat(gateway.wakes()).isZero();
            assertThat(gateway.log).extracting(reason -> reason.code()).isEmpty();
        }
    }

    @Test
    void aMonitorIsAnsweredAndWakesNobody() throws Exception {
        host.sleep();
        try (PlayedGateway gateway =
                        gateway(
                                PlayedGateway.LIMITS,
                                PlayedGateway.ALLOWED,
                                "monitors = [\"127.0.0.1\"]",
                                "protocol = \"http\"");
                Socket monitor = gateway.client()) {
            send(monitor, "GET /health HTTP/1.1\r\nHost: lab1\r\n\r\n");

            assertThat(new String(monitor.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("lab1 is asleep, and 127.0.0.1 wakes nobody");
            assertThat(gateway.wakes()).isZero();
        }
    }

    @Test
    void aSourceThatIsNotAllowedIsReset() throws Exception {
        try (PlayedGateway gateway =
                        gateway(PlayedGateway.LIMITS, "allow = [\"192.0.2.0/24\", \"::1\"]");
                Socket client = gateway.client()) {
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(gateway.log)
                    .extracting(reason -> reason.code())
                    .containsExactly("source-not-allowed");
        }
    }

    @Test
    void wakesHaveARate() throws Exception {
        host.sleep();
        try (PlayedGateway gateway =
                gateway(
                        PlayedGateway.LIMITS,
                        PlayedGateway.ALLOWED,
                        "hold = \"1s\"",
                        "wakes_per_minute = 2")) {
            for (int i = 0; i < 3; i++) {
                try (Socket client = gateway.client()) {
                    send(client, "hello");
                    assertThat(closed(client)).isTrue();
                }
                PlayedGateway.await(() -> gateway.counts().held() == 0);
                // The wake before has been given up.
                long begun = i + 1L;
                PlayedGateway.await(() ->
                        gateway.counts().refusals().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()
                                >= begun);
                host.wake();
                host.sleep();
            }
            assertThat(gateway.counts().wakes().get("lab1")).isLessThanOrEqualTo(2);
        }
    }

    private static boolean closed(Socket client) throws IOException {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true; // reset
        }
    }

    @Test
    void placesOfOneSourceAreLimited() throws Exception {
        host.sleep();
        String limits = "[limits]\nheld_by_source = 3\n";
        try (PlayedGateway gateway = gateway(limits, PlayedGateway.ALLOWED)) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                clients.add(gateway.client());
            }
            PlayedGateway.await(() -> gateway.counts().held() == 3);

            try (Socket fourth = gateway.client()) {
                assertThat(closed(fourth)).isTrue();
            }
            assertThat(gateway.counts().refusals()).containsEntry("held-connections-exhausted", 1L);
            for (Socket client : clients) {
                client.close();
            }
            PlayedGateway.await(() -> gateway.counts().held() == 0);
        }
    }

    @Test
    void memoryOfAllIsLimited() throws Exception {
        host.sleep();
        String limits = "[limits]\nmemory_mib = 1\nfirst_bytes = 1048576\nheld_by_source = 100\n";
        try (PlayedGateway gateway = gateway(limits, PlayedGateway.ALLOWED)) {
            byte[] flood = new byte[700_000];
            try (Socket one = gateway.client();
                    Socket two = gateway.client()) {
                one.getOutputStream().write(flood);
                PlayedGateway.await(() -> gateway.counts().toTarget() == flood.length);
                try {
                    two.getOutputStream().write(flood);
                    assertThat(closed(two)).isTrue();
                } catch (SocketException _) {
                    // It was reset while it wrote.
                }
                PlayedGateway.await(() -> gateway.counts().held() == 1);
                assertThat(gateway.counts().refusals()).containsKey("held-connections-exhausted");
            }
        }
    }

    @Test
    void aHeaderThatComesByteByByteRunsOutOfTime() throws Exception {
        try (PlayedGateway gateway =
                        gateway(
                                PlayedGateway.LIMITS,
                                PlayedGateway.ALLOWED,
                                "proxy_from = [\"127.0.0.1\"]");
                Socket client = gateway.client()) {
            client.getOutputStream().write(new byte[] {0x0d, 0x0a, 0x0d});

            assertThat(closed(client)).isTrue();
        }
    }

    @Test
    void silenceRunsOutOfTime() throws Exception {
        host.sleep();
        try (PlayedGateway gateway = gateway("[limits]\nsilent = \"1s\"\n", PlayedGateway.ALLOWED);
                Socket client = gateway.client()) {
            assertThat(closed(client)).isTrue();
            assertThat(gateway.wakes()).isZero();
        }
    }

    @Test
    void anEndOfOneSideIsPassedOnAndTheOtherGoesOn() throws Exception {
        try (PlayedGateway gateway = gateway(PlayedGateway.LIMITS, PlayedGateway.ALLOWED);
                Socket client = gateway.client()) {
            send(client, "all of it");
            client.shutdownOutput();

            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("all of it");
            PlayedGateway.await(() -> gateway.counts().spliced() == 0);
        }
    }

    @Test
    void aResetOfTheTargetReachesTheClient() throws Exception {
        host.close();
        host =
                new PlayedHost((in, _, socket) -> {
                    int _ = in.read();
                    socket.setSoLinger(true, 0);
                });
        try (PlayedGateway gateway = gateway(PlayedGateway.LIMITS, PlayedGateway.ALLOWED);
                Socket client = gateway.client()) {
            send(client, "x");

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aClientThatDoesNotReadStopsTheTarget() throws Exception {
        AtomicLong written = new AtomicLong();
        host.close();
        host =
                new PlayedHost((in, out, _) -> {
                    int _ = in.read(); // what is unread at the end resets the connection
                    byte[] block = new byte[64 * 1024];
                    for (int i = 0; i < 4_096; i++) {
                        out.write(block);
                        written.addAndGet(block.length);
                    }
                });
        try (PlayedGateway gateway = gateway(PlayedGateway.LIMITS, PlayedGateway.ALLOWED);
                Socket client = gateway.client()) {
            send(client, "x");
            AtomicLong before = new AtomicLong(-1);
            // It stands still where two looks, a fifth of a second apart, see the same.
            assertThat(
                            Pause.of(
                                    Duration.ofSeconds(20),
                                    Duration.ofMillis(200),
                                    () ->
                                            written.get() > 0
                                                    && before.getAndSet(written.get())
                                                            == written.get()))
                    .isTrue();

            assertThat(written.get()).isLessThan(64L * 1024 * 1024);
            byte[] block = new byte[64 * 1024];
            long read = 0;
            for (int count = 0; count >= 0; count = client.getInputStream().read(block)) {
                read += count;
            }
            assertThat(read).isEqualTo(256L * 1024 * 1024);
        }
    }
}
