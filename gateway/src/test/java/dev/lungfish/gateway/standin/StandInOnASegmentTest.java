package dev.lungfish.gateway.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.gateway.GatewayProcess;
import dev.lungfish.gateway.standin.PlayedSegment.Host;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stand-in among real kernels, on a switch of namespaces; the evidence is what passed the
/// switch, as tshark reads it.
@NeedsProgram(
        value = {"ip", "tcpdump", "tshark", "nc", "sysctl", "bash", "python3"},
        install = "iproute2 tcpdump tshark netcat-openbsd procps bash python3")
class StandInOnASegmentTest {
    private static final String VIRTUAL = "00:00:5e:00:01:4d";

    /// Greets whoever connects: a gateway that asks whether the host is back does, too.
    private static final String GREETS =
            """
            import socket
            server = socket.create_server(("::", 2222), family=socket.AF_INET6, backlog=64)
            while True:
                connection, _ = server.accept()
                try:
                    connection.sendall(b"hello\\n")
                except OSError:
                    pass
                connection.close()
            """;

    @TempDir Path folder;

    @Test
    void wakesASleeperByAnOpeningAndGivesItsAddressBack() throws Exception {
        Path file = folder.resolve("segment.pcap");
        try (PlayedSegment segment = PlayedSegment.open();
                RunningStandIn stands = RunningStandIn.on(segment, Host.FIRST, 100)) {
            Process capture = segment.capture(file);
            awaitAddress(segment);
            Process server = segment.start(Host.SLEEPER, "sh", "-c", "echo hello | nc -N -l 2222");
            sendDatagram(segment, Host.SLEEPER.address());
            stands.awaitAnswers(true);
            segment.sleeps(Host.SLEEPER);
            awaitNeighbour(segment, Host.SLEEPER.address(), VIRTUAL);

            segment.on(Host.CLIENT, "ip", "neigh", "flush", "dev", "eth0");
            sendDatagram(segment, Host.SLEEPER.address());
            awaitNeighbour(segment, Host.SLEEPER.address(), VIRTUAL);

            // None of these wakes.
            segment.on(
                    Host.CLIENT,
                    "bash",
                    "-c",
                    "echo >/dev/udp/%1$s/9; for i in 21 22 23 80 443; do nc -z -w1 %1$s $i & done; wait"
                            .formatted(Host.SLEEPER.address()));
            assertThat(stands.heard("wake")).isZero();

            Process client =
                    segment.start(Host.CLIENT, "nc", "-w30", Host.SLEEPER.address(), "2222");
            stands.await("wake alpha " + Host.SLEEPER.address() + " 2222");
            segment.wakes(Host.SLEEPER);
            stands.await("aside " + Host.SLEEPER.address() + " SEEN");
            assertThat(client.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("hello");
            client.getOutputStream().close();
            assertThat(server.waitFor()).isZero();
            awaitNeighbour(segment, Host.SLEEPER.address(), Host.SLEEPER.mac());
            awaitAddress(segment);
            await("the capture has an opening that the host got", () -> hasTheHost(file));
            stop(capture);
        }
        showsTheWake(file);
    }

    /// Whether the capture has come to where the host is back. What it has by then is in the file.
    private static boolean hasTheHost(Path file) {
        try {
            return lines(
                                    file,
                                    "tcp.flags.syn == 1 && tcp.dstport == 2222 && eth.dst == "
                                            + Host.SLEEPER.mac(),
                                    "frame.number")
                            .size()
                    > 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void showsTheWake(Path file) throws IOException, InterruptedException {
        List<String> openings =
                read(
                        file,
                        "tcp.flags.syn == 1 && tcp.flags.ack == 0 && tcp.dstport == 2222",
                        "eth.dst");
        assertThat(openings).as("the first opening meets the stand-in").startsWith(VIRTUAL);
        assertThat(openings.getLast())
                .as("the retransmission meets the host")
                .isEqualTo(Host.SLEEPER.mac());
        assertThat(read(file, "vrrp", "vrrp.version", "vrrp.virt_rtr_id", "vrrp.prio"))
                .isNotEmpty()
                .allMatch("3\t77\t100"::equals);
        assertThat(
                        read(
                                file,
                                "vrrp && (vrrp.checksum.status == 0 || ip.checksum.status == 0)",
                                "frame.number"))
                .as("advertisements with a wrong checksum")
                .isEmpty();
        assertThat(
                        read(
                                file,
                                "arp.opcode == 2 && arp.src.proto_ipv4 == "
                                        + Host.SLEEPER.address(),
                                "arp.src.hw_mac"))
                .as("answers while the host slept, and while it did not")
                .contains(VIRTUAL, Host.SLEEPER.mac());
        assertThat(
                        read(
                                file,
                                "eth.src == "
                                        + Host.SLEEPER.mac()
                                        + " && icmpv6.type == 135 && ipv6.src == ::",
                                "icmpv6.nd.ns.target_address"))
                .as("the host asks whether its address is free when it is back")
                .contains(Host.SLEEPER.address6());
    }

    /// A whole gateway, as `lungfish gateway` runs it.
    @Test
    void wakesASleeperOverNeighbourDiscovery() throws Exception {
        Path configuration =
                Files.writeString(
                        folder.resolve("gateway.toml"),
                        """
                        [hosts.alpha]
                        address = "%1$s"
                        cards = ["%2$s"]
                        [stand_in.eth0]
                        router = 77
                        [stand_in.eth0.hosts.alpha]
                        ports = [2222]
                        allow = ["fd00:77::/64"]
                        addresses = { "%3$s" = "%2$s" }
                        """
                                .formatted(
                                        Host.SLEEPER.address(),
                                        Host.SLEEPER.mac(),
                                        Host.SLEEPER.address6()));
        try (PlayedSegment segment = PlayedSegment.open();
                RunningStandIn gateway =
                        RunningStandIn.of(
                                segment,
                                Host.FIRST,
                                GatewayProcess.class,
                                configuration.toString())) {
            awaitAddress(segment);
            Process _ = segment.start(Host.SLEEPER, "python3", "-c", GREETS);
            sendDatagram(segment, Host.SLEEPER.address6());
            awaitNeighbour(segment, Host.SLEEPER.address6(), Host.SLEEPER.mac());
            gateway.await("gateway-stands-in: answering for sleeping hosts on eth0");
            segment.sleeps(Host.SLEEPER);
            awaitNeighbour(segment, Host.SLEEPER.address6(), VIRTUAL);

            Process client =
                    segment.start(Host.CLIENT, "nc", "-w30", Host.SLEEPER.address6(), "2222");
            gateway.await(
                    "gateway-wakes-host: waking alpha for fd00:77:0:0:0:0:0:1"
                            + " by the listener 'eth0' (opening)");
            segment.wakes(Host.SLEEPER);

            assertThat(client.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("hello");
            awaitNeighbour(segment, Host.SLEEPER.address6(), Host.SLEEPER.mac());
            gateway.await("gateway-address-left: alpha has fd00:77:0:0:0:0:0:2 itself again");
        }
    }

    @Test
    void oneOfTwoAnswers() throws Exception {
        Path file = folder.resolve("segment.pcap");
        try (PlayedSegment segment = PlayedSegment.open();
                RunningStandIn first = RunningStandIn.on(segment, Host.FIRST, 200);
                RunningStandIn second = RunningStandIn.on(segment, Host.SECOND, 100)) {
            awaitAddress(segment);
            first.awaitAnswers(true);
            second.awaitAnswers(false);
            sendDatagram(segment, Host.SLEEPER.address());
            segment.sleeps(Host.SLEEPER);
            awaitNeighbour(segment, Host.SLEEPER.address(), VIRTUAL);
            Process capture = segment.capture(file);
            Process _ =
                    segment.start(
                            Host.CLIENT,
                            "bash",
                            "-c",
                            """
                            while true; do
                                ip neigh flush dev eth0
                                echo >/dev/udp/%s/9
                                sleep 0.05
                            done
                            """
                                    .formatted(Host.SLEEPER.address()));
            first.signal("STOP");
            second.awaitAnswers(true);
            first.signal("CONT");
            second.awaitAnswers(false);
            first.awaitAnswers(true);
            await("enough was answered", () -> answers(file).size() >= 20);
            stop(capture);
        }

        List<String> said = answers(file);
        for (int i = 1; i < said.size(); i++) {
            assertThat(said.get(i - 1) + said.get(i)).as("two lines").isNotEqualTo("22");
        }
    }

    /// The client's questions for the sleeper (1) and their answers (2), in their order. A capture
    /// that goes on may end in the middle of a frame.
    private static List<String> answers(Path file) {
        try {
            return lines(
                    file,
                    "arp.src.proto_ipv4 == %1$s && arp.dst.proto_ipv4 == %2$s && arp.opcode == 1"
                                    .formatted(Host.CLIENT.address(), Host.SLEEPER.address())
                            + " || arp.dst.proto_ipv4 == %s && arp.opcode == 2"
                                    .formatted(Host.CLIENT.address()),
                    "arp.opcode");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Sends something that nobody answers, which makes the client ask for the card.
    private static void sendDatagram(PlayedSegment segment, String address) throws Exception {
        segment.on(Host.CLIENT, "bash", "-c", "echo >/dev/udp/" + address + "/9");
    }

    private static void awaitNeighbour(PlayedSegment segment, String address, String mac)
            throws Exception {
        await(
                "the client knows %s at %s".formatted(address, mac),
                () ->
                        ask(segment, Host.CLIENT, "ip", "neigh", "show", address)
                                .contains("lladdr " + mac));
    }

    /// Waits until client and sleeper have their IPv6 addresses, and nobody took them away.
    private static void awaitAddress(PlayedSegment segment) throws Exception {
        for (Host host : List.of(Host.CLIENT, Host.SLEEPER)) {
            await(
                    "the address of IPv6 is its own: " + host,
                    () -> {
                        String shown =
                                ask(segment, host, "ip", "-6", "addr", "show", "dev", "eth0");
                        assertThat(shown).doesNotContain("dadfailed");
                        return shown.contains(host.address6()) && !shown.contains("tentative");
                    });
        }
    }

    private static String ask(PlayedSegment segment, Host host, String... command) {
        try {
            return segment.on(host, command);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Deadline deadline = Deadline.after(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(deadline.passed()).as(what).isFalse();
            Thread.sleep(50);
        }
    }

    private static void stop(Process capture) throws InterruptedException {
        capture.destroy();
        capture.waitFor();
    }

    private static List<String> read(Path file, String filter, String... fields)
            throws IOException, InterruptedException {
        Process tshark = tshark(file, filter, fields);
        List<String> lines = tshark.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(tshark.waitFor()).isZero();
        return lines;
    }

    private static List<String> lines(Path file, String filter, String... fields)
            throws IOException {
        return tshark(file, filter, fields).inputReader(StandardCharsets.UTF_8).lines().toList();
    }

    private static Process tshark(Path file, String filter, String... fields) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "tshark",
                                "-r",
                                file.toString(),
                                "-o",
                                "ip.check_checksum:TRUE",
                                "-Y",
                                filter,
                                "-T",
                                "fields"));
        for (String field : fields) {
            command.addAll(List.of("-e", field));
        }
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
