package dev.lungfish.linux.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.neighbour.WakeRoute.WakeSending;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.MagicPacket;
import dev.lungfish.testkit.NeedsProgram;
import dev.lungfish.testkit.VirtualLan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What other programs send and decode is what ours sends, on a real wire.
@NeedsProgram(
        value = {"ip", "tcpdump", "tshark", "etherwake", "wakeonlan"},
        install = "iproute2 tcpdump tshark etherwake wakeonlan")
class MagicSenderTest {
    private static final String SLEEPER = "52:54:00:12:34:ab";
    private static final String PASSWORD = "00:11:22:33:44:ff";

    /// The bytes of a frame before the content of a datagram: Ethernet, IPv4 and UDP.
    private static final int HEADERS = 14 + 20 + 8;

    @TempDir Path folder;

    @Test
    void sendsBroadcastUnicastAndAFrameByTheInterfaceThatIsThere() throws Exception {
        try (VirtualLan lan = VirtualLan.open()) {
            List<byte[]> frames = ours(lan);

            assertThat(frames).hasSize(5);
            assertThat(frames.subList(0, 4))
                    .allSatisfy(frame ->
                            assertThat(hex(frame, HEADERS))
                                    .isEqualTo("ffffffffffff" + "5254001234ab".repeat(16)));
            assertThat(frames.stream().limit(4).map(MagicSenderTest::whereTo))
                    .containsExactly(
                            "ffffffffffff 10.77.0.255 9",
                            "ffffffffffff 10.77.0.255 7",
                            "024c46000002 10.77.0.2 9",
                            "024c46000002 10.77.0.2 7");
            assertThat(hex(frames.get(4), 0))
                    .isEqualTo(
                            "ffffffffffff024c460000010842ffffffffffff" + "5254001234ab".repeat(16));
        }
    }

    @Test
    void sendsTheDatagramThatWakeonlanSends() throws Exception {
        try (VirtualLan lan = VirtualLan.open()) {
            byte[] ours = ours(lan).getFirst();
            byte[] theirs =
                    captured(lan, 1, List.of("wakeonlan", "-i", "10.77.0.255", "-p", "9", SLEEPER))
                            .getFirst();

            assertThat(hex(ours, HEADERS)).isEqualTo(hex(theirs, HEADERS));
            assertThat(whereTo(ours)).isEqualTo(whereTo(theirs));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PASSWORD, "192.0.2.255"})
    void sendsTheFrameThatEtherwakeSends(String password) throws Exception {
        try (VirtualLan lan = VirtualLan.open()) {
            List<String> etherwake =
                    new ArrayList<>(List.of("etherwake", "-b", "-i", lan.left().card()));
            if (!password.isEmpty()) {
                etherwake.addAll(List.of("-p", password));
            }
            etherwake.add(SLEEPER);

            assertThat(hex(ours(lan, password).getLast(), 0))
                    .isEqualTo(hex(captured(lan, 1, etherwake).getFirst(), 0));
        }
    }

    @Test
    void isDecodedAsWakeOnLanWithItsAddressAndPassword() throws Exception {
        try (VirtualLan lan = VirtualLan.open()) {
            List<byte[]> _ = ours(lan, PASSWORD);
            String decoded =
                    lan.run(
                            lan.left(),
                            List.of(
                                    "tshark",
                                    // Port 7 is the echo protocol's by its number.
                                    "-o",
                                    "udp.try_heuristic_first:TRUE",
                                    "-r",
                                    file().toString(),
                                    "-O",
                                    "wol"));
            List<String> lines = decoded.lines().map(String::strip).toList();

            assertThat(lines.stream().filter(line -> line.startsWith("Wake On LAN")))
                    .hasSize(5)
                    .containsOnly(
                            "Wake On LAN, MAC: RealtekU_12:34:ab (%s), password: %s"
                                    .formatted(SLEEPER, PASSWORD));
            assertThat(lines.stream().filter(line -> line.equals("Password: " + PASSWORD)))
                    .hasSize(5);
        }
    }

    @Test
    void tellsWhyNothingIsSentByAnInterfaceThatHasGone() {
        assertThat(
                        MagicSender.send(
                                MagicPacket.to(MacAddress.parse(SLEEPER)),
                                new WakeSending.Frame(
                                        "none0", MacAddress.parse("02:00:00:00:00:01"))))
                .contains(new NeighbourReason.InterfaceGone("none0"));
        assertThat(
                        MagicSender.send(
                                MagicPacket.to(MacAddress.parse(SLEEPER)),
                                new WakeSending.Datagram(
                                        Optional.empty(),
                                        Optional.of("192.0.2.7"),
                                        "192.0.2.9",
                                        9)))
                .hasValueSatisfying(why -> assertThat(ReasonText.sentence(why)).isNotEmpty());
    }

    private List<byte[]> ours(VirtualLan lan) throws Exception {
        return ours(lan, "");
    }

    private List<byte[]> ours(VirtualLan lan, String password) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SendingProgram.class.getName(),
                                SLEEPER,
                                lan.right().address()));
        if (!password.isEmpty()) {
            command.add(password);
        }
        return captured(lan, 5, command);
    }

    private List<byte[]> captured(VirtualLan lan, int packets, List<String> command)
            throws IOException, InterruptedException {
        VirtualLan.Capture capture =
                lan.capture(
                        lan.right(),
                        "udp port 9 or udp port 7 or ether proto 0x0842",
                        packets,
                        file());
        String _ = lan.run(lan.left(), command);
        return frames(capture.await());
    }

    private Path file() {
        return folder.resolve("wire.pcap");
    }

    /// **Source:** `pcap-savefile(5)`: a header of 24 bytes, then for each packet 16 bytes, the
    /// third word of which is the number of bytes that follow.
    private static List<byte[]> frames(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        List<byte[]> frames = new ArrayList<>();
        bytes.position(24);
        while (bytes.hasRemaining()) {
            byte[] frame = new byte[bytes.getInt(bytes.position() + 8)];
            bytes.position(bytes.position() + 16);
            bytes.get(frame);
            frames.add(frame);
        }
        return frames;
    }

    private static String whereTo(byte[] frame) {
        return "%s %d.%d.%d.%d %d"
                .formatted(
                        HexFormat.of().formatHex(frame, 0, 6),
                        frame[30] & 255,
                        frame[31] & 255,
                        frame[32] & 255,
                        frame[33] & 255,
                        ((frame[36] & 255) << 8) | (frame[37] & 255));
    }

    private static String hex(byte[] frame, int from) {
        return HexFormat.of().formatHex(frame, from, frame.length);
    }
}
