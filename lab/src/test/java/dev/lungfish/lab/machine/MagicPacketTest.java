package dev.lungfish.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MagicPacketTest {
    private static final MacAddress ADDRESS = new MacAddress("52:54:00:12:34:56");

    @Test
    void isHeardAnywhereBehindTheHeaderOfAFrame() {
        assertThat(MagicPacket.target(frame(14), 14 + 102)).contains(ADDRESS);
        assertThat(MagicPacket.target(frame(42), 42 + 102)).contains(ADDRESS);
    }

    @Test
    void isNotHeardWhereTheFrameEndsBeforeIt() {
        assertThat(MagicPacket.target(frame(42), 42 + 101)).isEmpty();
    }

    @Test
    void isNotHeardWhereOneByteOfTheAddressesIsAnother() {
        byte[] frame = frame(42);
        frame[42 + 101]++;

        assertThat(MagicPacket.target(frame, frame.length)).isEmpty();
    }

    @Test
    void isNotHeardInABroadcastOfSomethingElse() {
        byte[] frame = new byte[200];
        Arrays.fill(frame, 0, 6, (byte) 0xff);

        assertThat(MagicPacket.target(frame, frame.length)).isEmpty();
    }

    @Test
    void anAddressHasSixBytes() {
        assertThatThrownBy(() -> new MacAddress("52:54:00:12:34"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("six bytes expected, found 52:54:00:12:34");
    }

    private static byte[] frame(int at) {
        byte[] packet = MagicPacket.of(ADDRESS);
        byte[] frame = new byte[at + packet.length];
        System.arraycopy(packet, 0, frame, at, packet.length);
        return frame;
    }
}
