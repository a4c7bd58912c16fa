package dev.lungfish.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.VirtualLan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real clients call a host that sleeps, through a gateway that has nothing but magic packets.
@NeedsProgram(
        value = {"ip", "tcpdump", "curl", "ssh", "sshd", "ssh-keygen", "python3"},
        install = "iproute2 tcpdump curl openssh-client openssh-server python3")
class RealClientsTest {
    @TempDir static Path folder;

    private static VirtualLan lan;
    private static SleepingHost host;
    private static final BlockingQueue<String> LOG = new LinkedBlockingQueue<>();

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        lan = VirtualLan.open();
        host = new SleepingHost(lan, folder);
        Files.writeString(folder.resolve("index.html"), "it is awake\n");
        Process _ =
                lan.start(
                        lan.right(),
                        List.of(
                                "python3",
                                "-m",
                                "http.server",
                                "8080",
                                "--directory",
                                folder.toString()));
        beginSshd();
        Files.writeString(folder.resolve("gateway.toml"), configuration());
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GatewayProcess.class.getName(),
                        folder.resolve("gateway.toml").toString());
        Process gateway = lan.start(lan.left(), command);
        Thread _ = Thread.ofVirtual().start(() -> read(gateway));
        awaitLine("'ssh' listens");
    }

    private static void beginSshd() throws IOException, InterruptedException {
        String _ =
                lan.run(
                        lan.right(),
                        List.of(
                                "sh",
                                "-c",
                                ("mkdir -p /run/sshd; cd %s; ssh-keygen -q -t ed25519 -N '' -f"
                                     + " host; ssh-keygen -q -t ed25519 -N '' -f user; cp user.pub"
                                     + " authorized")
                                        .formatted(folder)));
        Files.writeString(
                folder.resolve("sshd.conf"),
                """
                Port 22
                HostKey %1$s/host
                AuthorizedKeysFile %1$s/authorized
                StrictModes no
                PidFile none
                UsePAM no
                PermitRootLogin yes
                """
                        .formatted(folder));
        Process _ =
                lan.start(
                        lan.right(),
                        List.of("/usr/sbin/sshd", "-D", "-e", "-f", folder + "/sshd.conf"));
    }

    private static String configuration() {
        return """
        [gateway]
        metrics = "10.77.0.1:9476"

        [wake]
        by = "packets"
        ask_again = "1s"

        [hosts.lab1]
        address = "10.77.0.2"
        cards = ["02:4c:46:00:00:02"]

        [[listener]]
        name = "web"
        listen = "10.77.0.1:8081"
        host = "lab1"
        port = 8080
        protocol = "http"
        allow = ["10.77.0.0/24"]
        wakes_per_minute = 100

        [[listener]]
        name = "ssh"
        listen = "10.77.0.1:2201"
        host = "lab1"
        port = 22
        allow = ["10.77.0.0/24"]
        wakes_per_minute = 100
        park_after = "1s"
        """;
    }

    private static void read(Process gateway) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(gateway.getInputStream(), UTF_8))) {
            lines.lines().forEach(LOG::add);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitLine(String part) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        String line = LOG.poll(20, TimeUnit.SECONDS);
        while (line != null && !line.contains(part)) {
            seen.add(line);
            line = LOG.poll(20, TimeUnit.SECONDS);
        }
        assertThat(line).as("a line with '%s' after %s", part, seen).isNotNull();
    }

    @AfterAll
    static void end() throws IOException {
        if (lan != null) {
            lan.close();
        }
    }

    private static String client(String... command) throws IOException, InterruptedException {
        return lan.run(lan.left(), List.of(command));
    }

    private static String ssh(String command) throws IOException, InterruptedException {
        return client(
                "ssh",
                "-p",
                "2201",
                "-i",
                folder + "/user",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR",
                "-o",
                "BatchMode=yes",
                "root@10.77.0.1",
                command);
    }

    private static String metrics() throws IOException, InterruptedException {
        return client("curl", "-sS", "http://10.77.0.1:9476/metrics");
    }

    private static void await(Callable<Boolean> condition) {
        assertThat(
                        Pause.of(
                                Duration.ofSeconds(20),
                                Duration.ofMillis(50),
                                () -> {
                                    try {
                                        return condition.call();
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                }))
                .isTrue();
    }

    @Test
    void curlWakesTheHostAndGetsItsAnswer() throws Exception {
        host.sleep();
        int before = host.wakes();

        String page = client("curl", "-sS", "--max-time", "20", "http://10.77.0.1:8081/index.html");

        assertThat(page).isEqualTo("it is awake\n");
        assertThat(host.wakes()).isEqualTo(before + 1);
        awaitLine("gateway-wakes-host: waking lab1 for 10.77.0.1 by the listener 'web'");
        awaitLine("gateway-host-awake: lab1 answers");
    }

    @Test
    void aBrowserSeesAPageMeanwhile() throws Exception {
        host.sleep();

        String answer =
                client(
                        "curl",
                        "-sSi",
                        "-H",
                        "Accept: text/html,*/*",
                        "--max-time",
                        "20",
                        "http://10.77.0.1:8081/index.html");

        assertThat(answer).contains("503 Service Unavailable", "Retry-After: ", "lab1 is waking");
        String page =
                client(
                        "curl",
                        "-sS",
                        "--retry",
                        "10",
                        "--retry-delay",
                        "1",
                        "-H",
                        "Accept: text/html,*/*",
                        "http://10.77.0.1:8081/index.html");
        assertThat(page).contains("it is awake");
    }

    @Test
    void sshWakesTheHostByItsFirstBytes() throws Exception {
        host.sleep();

        assertThat(ssh("echo up")).isEqualTo("up\n");
    }

    @Test
    void aParkedSshSessionSurvivesTheSleepAndItsNextByteWakesTheHost() throws Exception {
        Path answers = folder.resolve("answers");
        Path words = folder.resolve("words");
        client("mkfifo", words.toString());
        Process session =
                lan.start(
                        lan.left(),
                        List.of(
                                "sh",
                                "-c",
                                ("exec 3<>%1$s; ssh -p 2201 -i %2$s/user -o"
                                                + " StrictHostKeyChecking=no -o"
                                                + " UserKnownHostsFile=/dev/null root@10.77.0.1 cat"
                                                + " <%1$s >%3$s")
                                        .formatted(words, folder, answers)));
        client("sh", "-c", "echo one >" + words);
        await(() -> Files.readString(answers).contains("one"));
        await(() -> metrics().contains("lungfish_gateway_parked_connections 1.0"));
        host.sleep();
        int before = host.wakes();

        client("sh", "-c", "echo two >" + words);

        await(() -> Files.readString(answers).contains("two"));
        assertThat(host.wakes()).isEqualTo(before + 1);
        awaitLine("(parked)");
        assertThat(session.isAlive()).isTrue();
        session.destroy();
    }
}
