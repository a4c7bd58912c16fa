package dev.lungfish.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.MagicPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NetworkSwitchTest {
    private static final MacAddress SENDER = MacAddress.parse("52:54:00:4c:46:21");
    private static final MacAddress SLEEPER = MacAddress.parse("52:54:00:4c:46:22");

    @Test
    void tellsWhoSentAMagicPacketForWhom() throws Exception {
        BlockingQueue<List<MacAddress>> heard = new LinkedBlockingQueue<>();
        try (NetworkSwitch network =
                new NetworkSwitch((from, to) -> heard.add(List.of(from, to)))) {
            String plugged = network.plug("i82559c", SENDER)[1];

            send(port(plugged, "local"), port(plugged, "remote"), frame());

            assertThat(heard.poll(30, TimeUnit.SECONDS)).containsExactly(SENDER, SLEEPER);
        }
    }

    private static byte[] frame() {
        byte[] packet = MagicPacket.to(SLEEPER).bytes();
        return ByteBuffer.allocate(14 + packet.length)
                .put(HexFormat.of().parseHex("ffffffffffff"))
                .put(HexFormat.ofDelimiter(":").parseHex(SENDER.text()))
                .put(HexFormat.of().parseHex("0842"))
                .put(packet)
                .array();
    }

    private static int port(String plugged, String which) {
        Matcher found = Pattern.compile(which + "\\.port=(\\d+)").matcher(plugged);
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static void send(int from, int to, byte[] frame) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket machine = new DatagramSocket(from, loopback)) {
            machine.send(new DatagramPacket(frame, frame.length, loopback, to));
        }
    }
}
