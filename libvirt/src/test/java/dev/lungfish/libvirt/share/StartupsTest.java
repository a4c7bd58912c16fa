package dev.lungfish.libvirt.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StartupsTest {
    @Test
    void dropsAsSshdDoes() {
        Startups startups = new Startups(10, 30, 100, 5);

        assertThat(admittedOfAHundred(startups, 9)).isEqualTo(100);
        assertThat(admittedOfAHundred(startups, 10)).isEqualTo(70);
        assertThat(admittedOfAHundred(startups, 55)).isEqualTo(35);
        assertThat(admittedOfAHundred(startups, 99)).isEqualTo(1);
        assertThat(admittedOfAHundred(startups, 100)).isZero();
    }

    private static long admittedOfAHundred(Startups startups, long present) {
        return IntStream.range(0, 100).filter(chance -> startups.admits(present, chance)).count();
    }

    @Test
    void neverDropsAnotherSourceForOneAlone() {
        assertThat(Startups.USUAL.perSource()).isLessThan(Startups.USUAL.start());
    }

    @Test
    void refusesNumbersThatMeanNothing() {
        assertThatThrownBy(() -> new Startups(10, 30, 9, 5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Startups(10, 101, 10, 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesANetworkOfIpv6ForOneSource() {
        assertThat(source("2001:db8:0:1::7")).isEqualTo(source("2001:db8:0:1:ffff::1"));
        assertThat(source("2001:db8:0:1::7")).isNotEqualTo(source("2001:db8:0:2::7"));
        assertThat(source("192.0.2.7")).isEqualTo("192.0.2.7").isNotEqualTo(source("192.0.2.8"));
        assertThat(source("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
    }

    private static String source(String address) {
        return Source.of(new InetSocketAddress(InetAddress.ofLiteral(address), 1_234));
    }
}
