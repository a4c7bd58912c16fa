package dev.lungfish.core.wake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MagicPacketTest {
    private static final MacAddress TARGET = MacAddress.parse("52:54:00:12:34:ab");
    private static final MacAddress SENDER = MacAddress.parse("02:00:00:00:00:01");

    @Test
    void hasSixTimesFfAndSixteenTimesTheAddress() {
        assertThat(hex(MagicPacket.to(TARGET).bytes()))
                .isEqualTo("ffffffffffff" + "5254001234ab".repeat(16));
    }

    @Test
    void carriesAPasswordOfSixBytesAfterThat() {
        MagicPacket packet = with("00:11:22:33:44:ff");

        assertThat(hex(packet.bytes()))
                .isEqualTo("ffffffffffff" + "5254001234ab".repeat(16) + "0011223344ff");
    }

    @Test
    void carriesAPasswordOfFourBytesAfterThat() {
        MagicPacket packet = with("192.0.2.255");

        assertThat(hex(packet.bytes()))
                .isEqualTo("ffffffffffff" + "5254001234ab".repeat(16) + "c00002ff");
    }

    @Test
    void travelsAloneInABroadcastFrameOfItsOwnType() {
        assertThat(hex(MagicPacket.to(TARGET).frame(SENDER)))
                .isEqualTo(
                        "ffffffffffff"
                                + "020000000001"
                                + "0842"
                                + "ffffffffffff"
                                + "5254001234ab".repeat(16));
    }

    @Test
    void isFoundAnywhereInAFrame() {
        byte[] packet = with("192.0.2.7").bytes();
        for (int before : new int[] {14, 15, 42, 1000}) {
            byte[] frame = new byte[before + packet.length + 3];
            Arrays.fill(frame, (byte) 0xff);
            System.arraycopy(packet, 0, frame, before, packet.length);

            assertThat(MagicPacket.target(frame, frame.length))
                    .as("after %d bytes", before)
                    .contains(TARGET);
            assertThat(MagicPacket.target(frame, before + MagicPacket.BYTES - 1))
                    .as("cut short")
                    .isEmpty();
        }
    }

    @Test
    void isNotFoundWhereOneOfItsBytesDiffers() {
        byte[] frame = MagicPacket.to(TARGET).frame(SENDER);
        for (int i = 14; i < frame.length; i++) {
            byte[] damaged = frame.clone();
            damaged[i] ^= 1;

            assertThat(MagicPacket.target(damaged, damaged.length))
                    .as("byte %d", i)
                    .isNotEqualTo(Optional.of(TARGET));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"52:54:00:12:34:AB", "52-54-00-12-34-ab", "5254.0012.34ab", "5254001234ab"})
    void addressesAreUnderstoodAsPeopleWriteThem(String written) {
        assertThat(MacAddress.parse(written)).isEqualTo(TARGET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lab2",
                "52:54:00:12:34",
                "52:54:00:12:34:ab:cd",
                "52:54:00:12:34-ab",
                "5:54:00:12:34:ab",
                "192.0.2.7"
            })
    void whatIsNoAddressIsRefusedWithAnExample(String written) {
        assertThat(MacAddress.isOne(written)).isFalse();
        assertThatThrownBy(() -> MacAddress.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("52:54:00:12:34:56")
                .hasMessageContaining("'" + written + "'");
    }

    @Test
    void groupsAndNobodyAreNotOneCard() {
        assertThat(TARGET.isOfOneCard()).isTrue();
        assertThat(MacAddress.parse("ff:ff:ff:ff:ff:ff").isOfOneCard()).isFalse();
        assertThat(MacAddress.parse("01:00:5e:00:00:01").isOfOneCard()).isFalse();
        assertThat(MacAddress.parse("00:00:00:00:00:00").isOfOneCard()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "1.2.3", "1.2.3.256", "66:11:22:33:44", "66:11:22:33:44:5g"})
    void aWrongPasswordIsRefusedAndNotRepeated(String written) {
        assertThatThrownBy(() -> WakePassword.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(written);
    }

    @Test
    void aPasswordIsKeptAsItWasWrittenAndNeverShown() {
        for (String written : new String[] {"00:11:22:33:44:ff", "192.0.2.255"}) {
            WakePassword password = WakePassword.parse(written);

            assertThat(password.written()).isEqualTo(written);
            assertThat(new MagicPacket(TARGET, Optional.of(password)).toString())
                    .doesNotContain(written);
        }
    }

    private static MagicPacket with(String password) {
        return new MagicPacket(TARGET, Optional.of(WakePassword.parse(password)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
