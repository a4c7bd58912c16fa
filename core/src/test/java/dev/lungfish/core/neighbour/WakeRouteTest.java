package dev.lungfish.core.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.neighbour.WakeRoute.WakeSending;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.MacAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WakeRouteTest {
    private static final NetworkPort ETH0 = port("eth0", "02:00:00:00:00:01", true, "192.0.2.7/24");
    private static final NetworkPort BR0 =
            port("br0", "02:00:00:00:00:02", true, "198.51.100.1/25", "198.51.100.200/32");
    private static final NetworkPort BARE = port("eth1", "02:00:00:00:00:03", true);
    private static final List<NetworkPort> PORTS = List.of(ETH0, BR0, BARE);

    @Test
    void goesByEachInterfaceToAllOfItsNetworksAndAsAFrame() {
        assertThat(words(WakeRoute.everywhere(List.of())))
                .containsExactly(
                        "UDP to 192.0.2.255 port 9 by eth0",
                        "UDP to 192.0.2.255 port 7 by eth0",
                        "UDP to 198.51.100.127 port 9 by br0",
                        "UDP to 198.51.100.127 port 7 by br0",
                        "an Ethernet frame by eth0",
                        "an Ethernet frame by br0",
                        "an Ethernet frame by eth1");
    }

    @Test
    void leavesByTheAddressOfTheInterfaceThatItIsMeantFor() {
        assertThat(WakeRoute.everywhere(List.of()).through(PORTS))
                .contains(
                        new WakeSending.Datagram(
                                Optional.of("br0"),
                                Optional.of("198.51.100.1"),
                                "198.51.100.127",
                                7));
    }

    @Test
    void goesToAKnownAddressTooByWhicheverWayLeadsThere() {
        assertThat(words(WakeRoute.everywhere(List.of("203.0.113.9"))))
                .contains("UDP to 203.0.113.9 port 9", "UDP to 203.0.113.9 port 7");
    }

    @Test
    void goesByOneInterfaceAlone() {
        assertThat(
                        words(
                                new WakeRoute(
                                        Optional.of("eth0"),
                                        Optional.empty(),
                                        List.of("203.0.113.9"))))
                .containsExactly(
                        "UDP to 192.0.2.255 port 9 by eth0",
                        "UDP to 192.0.2.255 port 7 by eth0",
                        "an Ethernet frame by eth0");
    }

    @Test
    void goesToOneBroadcastAddressAlone() {
        assertThat(words(new WakeRoute(Optional.empty(), Optional.of("192.0.2.255"), List.of())))
                .containsExactly(
                        "UDP to 192.0.2.255 port 9 by eth0", "UDP to 192.0.2.255 port 7 by eth0");
        assertThat(words(new WakeRoute(Optional.empty(), Optional.of("203.0.113.255"), List.of())))
                .containsExactly("UDP to 203.0.113.255 port 9", "UDP to 203.0.113.255 port 7");
    }

    @Test
    void namesTheInterfacesThatThereAreWhereOneIsNot() {
        WakeRoute route = new WakeRoute(Optional.of("eth9"), Optional.empty(), List.of());

        assertThatThrownBy(() -> route.through(PORTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'eth9'")
                .hasMessageContaining("eth0, br0, eth1");
    }

    @Test
    void tellsThatThereIsNothingToSendBy() {
        assertThatThrownBy(() -> WakeRoute.everywhere(List.of()).through(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no network interface is up");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7/24, 192.0.2.255",
        "10.1.2.3/8, 10.255.255.255",
        "192.0.2.5/30, 192.0.2.7",
        "0.0.0.0/0, 255.255.255.255"
    })
    void broadcastsAreThoseOfTheNetwork(String address, String broadcast) {
        assertThat(NetworkAddress.parse(address).broadcast()).contains(broadcast);
        assertThat(NetworkAddress.parse(address)).hasToString(address);
    }

    @Test
    void networksOfTwoAddressesOrOneHaveNoBroadcast() {
        assertThat(NetworkAddress.parse("192.0.2.4/31").broadcast()).isEmpty();
        assertThat(NetworkAddress.parse("192.0.2.4").broadcast()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lab2", "192.0.2", "192.0.2.256", "192.0.2.7/33", "192.0.2.7/-1"})
    void whatIsNoAddressIsRefused(String written) {
        assertThatThrownBy(() -> NetworkAddress.parse(written))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(NetworkAddress.isOne(written)).isFalse();
    }

    @Test
    void hostsShareANetworkOnlyByPortsThatLeadOut() {
        HostIdentity here = new HostIdentity("lab1", List.of(ETH0));
        NetworkPort guests = port("virbr0", "02:00:00:00:00:05", false, "192.168.122.1/24");

        assertThat(
                        here.sharesNetworkWith(
                                host(port("a", "02:00:00:00:00:09", true, "192.0.2.9/24"))))
                .isTrue();
        assertThat(
                        here.sharesNetworkWith(
                                host(port("a", "02:00:00:00:00:09", true, "192.0.3.9/24"))))
                .isFalse();
        assertThat(new HostIdentity("lab1", List.of(guests)).sharesNetworkWith(host(guests)))
                .as("each host of libvirt has this network for itself")
                .isFalse();
    }

    @Test
    void aHostIsMeantByItsNamesCardsAndAddresses() {
        HostIdentity card = new HostIdentity("lab1.example", List.of(ETH0));

        for (String word :
                new String[] {"lab1", "LAB1.example", "02-00-00-00-00-01", "192.0.2.7"}) {
            assertThat(card.isMeantBy(word)).as(word).isTrue();
        }
        for (String word : new String[] {"lab", "example", "02:00:00:00:00:02", "192.0.2.255"}) {
            assertThat(card.isMeantBy(word)).as(word).isFalse();
        }
    }

    private static HostIdentity host(NetworkPort port) {
        return new HostIdentity("lab2", List.of(port));
    }

    private static List<String> words(WakeRoute route) {
        return route.through(PORTS).stream().map(ReasonText::sentence).toList();
    }

    private static NetworkPort port(String name, String mac, boolean outside, String... addresses) {
        return new NetworkPort(
                name,
                MacAddress.parse(mac),
                List.of(addresses).stream().map(NetworkAddress::parse).toList(),
                outside);
    }
}
