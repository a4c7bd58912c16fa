package dev.lungfish.daemon.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.config.CertificateFiles;
import dev.lungfish.agent.config.MetricsConfiguration;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsProgram(
        value = {"curl", "openssl"},
        install = "curl openssl")
@Timeout(60)
class MetricsPortTest {
    private static final Instant NOW = Instant.parse("2026-11-24T06:05:04Z");

    @TempDir private static Path ours;
    @TempDir private static Path strangers;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Log log = new Log(told::add, false, () -> NOW);
    private final MetricsAnswers answers =
            new MetricsAnswers(() -> "page 1\n".getBytes(UTF_8), () -> NOW, log);
    private final List<MetricsPort> opened = new ArrayList<>();

    @BeforeAll
    static void makeCertificates() throws Exception {
        Certificates.in(ours, "ec");
        Certificates.in(strangers, "rsa:2048");
    }

    @AfterEach
    void closeThePorts() {
        opened.forEach(MetricsPort::close);
    }

    @Test
    void answersThePageAndNothingElse() throws Exception {
        String base = "http://127.0.0.1:" + plain(Duration.ofSeconds(20)).getPort();

        assertThat(curl("-i", base + "/metrics"))
                .isEqualTo(
                        """
                        HTTP/1.1 200 OK\r
                        Date: Tue, 24 Nov 2026 06:05:04 GMT\r
                        Content-Type: text/plain; version=0.0.4; charset=utf-8\r
                        Content-Length: 7\r
                        Connection: close\r
                        \r
                        page 1
                        """);
        assertThat(status(base + "/metrics?a=b")).isEqualTo("200");
        assertThat(curl("-I", base + "/metrics")).contains("200 OK").doesNotContain("page");
        assertThat(status(base + "/else")).isEqualTo("404");
        assertThat(status("-X", "DELETE", base + "/metrics")).isEqualTo("405");
    }

    @Test
    void refusesWhatIsNoRequest() throws Exception {
        InetSocketAddress at = plain(Duration.ofSeconds(20));

        assertThat(said(at, "mine is a tea\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(said(at, "GET /metrics HTTP/1.1\r\nLong: " + "x".repeat(9000)))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void tellsThatThePageCanNotBeWritten() throws Exception {
        MetricsAnswers broken =
                new MetricsAnswers(
                        () -> {
                            throw new IllegalStateException("no sensor");
                        },
                        () -> NOW,
                        log);
        InetSocketAddress at =
                open(
                        new MetricsEndpoint(loopback(), Optional.empty()),
                        broken,
                        Duration.ofSeconds(20));

        assertThat(status("http://127.0.0.1:" + at.getPort() + "/metrics")).isEqualTo("500");
        assertThat(told).anySatisfy(line -> assertThat(line).contains("no sensor"));
    }

    @Test
    void givesThePageByTlsToWhomTheAuthorityKnows() throws Exception {
        String url = tls(true, List.of());

        assertThat(curl(with("clientcert.pem", "clientkey.pem", ours, url))).isEqualTo("page 1\n");
    }

    @Test
    void turnsAwayWhoShowsNoCertificateOrThatOfAStranger() throws Exception {
        String url = tls(true, List.of());

        assertThat(fails("--cacert", ours + "/cacert.pem", url)).contains("alert");
        assertThat(fails(with("clientcert.pem", "clientkey.pem", strangers, url)))
                .contains("alert");
        assertThat(fails(url.replace("https:", "http:"))).isNotEmpty();
        assertThat(linesTold(3)).allSatisfy(line -> assertThat(line).contains("metrics not read"));
    }

    @Test
    void forbidsThePageToWhomTheListDoesNotName() throws Exception {
        assertThat(
                        status(
                                with(
                                        "clientcert.pem",
                                        "clientkey.pem",
                                        ours,
                                        tls(true, List.of("CN=tester,O=Lungfish")))))
                .isEqualTo("200");
        assertThat(
                        status(
                                with(
                                        "clientcert.pem",
                                        "clientkey.pem",
                                        ours,
                                        tls(true, List.of("CN=prometheus*")))))
                .isEqualTo("403");
    }

    @Test
    void asksForNoCertificateWhereTheConfigurationSaysSo() throws Exception {
        assertThat(curl("--cacert", ours + "/cacert.pem", tls(false, List.of())))
                .isEqualTo("page 1\n");
    }

    @Test
    void speaksNoOldTls() throws Exception {
        String url = tls(false, List.of());
        String authority = ours + "/cacert.pem";

        assertThat(curl("--tls-max", "1.2", "--cacert", authority, url)).isEqualTo("page 1\n");
        assertThat(fails("--tls-max", "1.1", "--cacert", authority, url)).isNotEmpty();
    }

    @Test
    void waitsForNobodyWhoIsSilentOrSlow() throws Exception {
        InetSocketAddress plain = plain(Duration.ofMillis(300));
        InetSocketAddress tls = at(tls(true, List.of(), Duration.ofMillis(300)));

        assertThat(said(plain, "")).as("no request").isEmpty();
        assertThat(said(plain, "GET /metrics HTTP/1.1\r\n")).as("half a request").isEmpty();
        assertThat(said(tls, "")).as("no handshake").isEmpty();
        assertThat(linesTold(3))
                .allSatisfy(line -> assertThat(line).contains("it took longer than PT0.3S"));
    }

    @Test
    void servesWhoComesBeyondItsPlacesInTheSlowestOnesPlace() throws Exception {
        String url = tls(true, List.of());
        String[] request = with("clientcert.pem", "clientkey.pem", ours, url);
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < MetricsPort.MOST_AT_ONCE; i++) {
            silent.add(new Socket(loopback().getAddress(), at(url).getPort()));
        }

        assertThat(curl(request)).as("served while all places are held").isEqualTo("page 1\n");
        assertThat(linesTold(1).getFirst())
                .contains("it was slower than all others when one more came");
        assertThat(silent.getFirst().getInputStream().read()).as("it had to go").isNegative();
        for (Socket one : silent) {
            one.close();
        }
    }

    private InetSocketAddress plain(Duration patience) throws IOException {
        return open(new MetricsEndpoint(loopback(), Optional.empty()), answers, patience);
    }

    private String tls(boolean certificateNeeded, List<String> allowed) throws IOException {
        return tls(certificateNeeded, allowed, Duration.ofSeconds(20));
    }

    private String tls(boolean certificateNeeded, List<String> allowed, Duration patience)
            throws IOException {
        MetricsEndpoint door =
                MetricsEndpoint.secured(
                        new MetricsConfiguration.Tls(
                                loopback(),
                                new CertificateFiles(
                                        ours.resolve("servercert.pem"),
                                        ours.resolve("serverkey.pem"),
                                        ours.resolve("cacert.pem")),
                                certificateNeeded,
                                Optional.of(allowed).filter(names -> !names.isEmpty())));
        return "https://localhost:" + open(door, answers, patience).getPort() + "/metrics";
    }

    private InetSocketAddress open(
            MetricsEndpoint door, MetricsAnswers answering, Duration patience) throws IOException {
        MetricsPort port = MetricsPort.open(door, answering, patience, log);
        opened.add(port);
        return port.address();
    }

    /// A connection is told of when it has ended.
    private List<String> linesTold(int expected) throws InterruptedException {
        for (int i = 0; i < 500 && told.size() < expected; i++) {
            Thread.sleep(10);
        }
        assertThat(told).hasSize(expected);
        return List.copyOf(told);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    }

    private static InetSocketAddress at(String url) {
        String port = url.substring(url.lastIndexOf(':') + 1, url.lastIndexOf('/'));
        return new InetSocketAddress(loopback().getAddress(), Integer.parseInt(port));
    }

    private static String[] with(String certificate, String key, Path folder, String url) {
        return new String[] {
            "--cert",
            folder.resolve(certificate).toString(),
            "--key",
            folder.resolve(key).toString(),
            "--cacert",
            ours.resolve("cacert.pem").toString(),
            url
        };
    }

    /// Writes some bytes and reads until the other side ends.
    private static String said(InetSocketAddress at, String bytes) throws IOException {
        try (Socket socket = new Socket(at.getAddress(), at.getPort())) {
            socket.getOutputStream().write(bytes.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static String status(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-o", "/dev/null", "-w", "%{http_code}"));
        all.addAll(List.of(arguments));
        return curl(all.toArray(String[]::new));
    }

    private static String curl(String... arguments) throws Exception {
        Ended ended = run(arguments);
        assertThat(ended.exit()).as(ended.output()).isZero();
        return ended.output();
    }

    private static String fails(String... arguments) throws Exception {
        Ended ended = run(arguments);
        assertThat(ended.exit()).as(ended.output()).isNotZero();
        assertThat(ended.output()).doesNotContain("page");
        return ended.output();
    }

    private record Ended(int exit, String output) {}

    private static Ended run(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of("curl", "-sS", "--ipv4", "--noproxy", "*", "--max-time", "30"));
        command.addAll(List.of(arguments));
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(curl.getInputStream().readAllBytes(), UTF_8);
        assertThat(curl.waitFor(40, TimeUnit.SECONDS)).isTrue();
        return new Ended(curl.exitValue(), output);
    }
}
