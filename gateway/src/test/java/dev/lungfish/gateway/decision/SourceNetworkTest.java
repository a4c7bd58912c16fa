package dev.lungfish.gateway.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::/0, 2001:db8::1, true",
        "::1, ::1, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "fe80::/10, febf::1, true"
    })
    void containsItsAddresses(String network, String address, boolean inside) throws Exception {
        assertThat(
                        SourceNetwork.parse(network)
                                .contains(InetAddress.getByName(address).getAddress()))
                .isEqualTo(inside);
    }

    @Test
    void anAddressOfIpv4ThroughASocketOfIpv6IsOneOfIpv4() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 7};

        assertThat(SourceNetwork.parse("192.0.2.0/24").contains(mapped)).isTrue();
        assertThat(SourceNetwork.counted(mapped)).isEqualTo(SourceNetwork.parse("192.0.2.7"));
    }

    @Test
    void aSubscriberOfIpv6IsCountedOnce() throws Exception {
        assertThat(SourceNetwork.counted(InetAddress.getByName("2001:db8::1").getAddress()))
                .isEqualTo(
                        SourceNetwork.counted(InetAddress.getByName("2001:db8::2").getAddress()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lab1",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.0/33",
                "192.0.2.0/",
                "::/129",
                ":::",
                "1::2::3",
                "12345::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "::1%eth0",
                ":1:2:3:4:5:6:7"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> SourceNetwork.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void agreesWithTheJdkOnAnyAddress() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                Arrays.fill(bytes, bytes.length / 4, bytes.length / 2, (byte) 0);
            }
            InetAddress address = InetAddress.getByAddress(bytes);
            SourceNetwork network = SourceNetwork.parse(address.getHostAddress());
            assertThat(network.contains(bytes)).as(address.toString()).isTrue();
        }
    }
}
