package dev.lungfish.linux.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.NeedsProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Machines whose addressed interface is not the NIC, by the links that Linux 6.12 makes in sysfs.
class WakingCardsTest {
    private static final String CARD = "52:54:00:aa:00:01";
    private static final String OTHER_CARD = "52:54:00:aa:00:02";
    private static final String OWN = "5e:11:22:33:44:55";
    private static final String GUEST = "52:54:00:99:99:99";
    private static final String NET = "/sys/class/net/";

    @TempDir private Path folder;
    private HostFiles host;
    private final List<NetworkPort> up = new ArrayList<>();

    @BeforeEach
    void makeHost() {
        host = HostFiles.in(folder);
    }

    /// systemd/systemd#25555: since version 242 a bridge has an address of its own.
    @Test
    void tellsTheCardBelowABridge() throws Exception {
        card("eno1", CARD);
        upon("eno1", "br0", "bridge");
        up("br0", OWN, "10.77.0.2/24");

        assertThat(told()).containsExactly("eno1 " + CARD + " [10.77.0.2/24]");
    }

    /// Linux `Documentation/networking/bonding.rst`: the members have the bond's address.
    @Test
    void tellsTheAddressThatEachMemberOfABondWasMadeWith() throws Exception {
        card("eno1", CARD);
        card("eno2", CARD);
        host.file(NET + "eno1/bonding_slave/perm_hwaddr", CARD + "\n")
                .file(NET + "eno2/bonding_slave/perm_hwaddr", OTHER_CARD + "\n");
        upon("eno1", "bond0", "bonding");
        upon("eno2", "bond0", "bonding");
        upon("bond0", "bond0.5", "");
        upon("bond0.5", "br0", "bridge");
        up("bond0", CARD);
        up("br0", OWN, "10.77.0.2/24");

        assertThat(told())
                .containsExactly(
                        "eno1 " + CARD + " [10.77.0.2/24]",
                        "eno2 " + CARD + " [10.77.0.2/24]",
                        "eno2 " + OTHER_CARD + " [10.77.0.2/24]");
    }

    /// Open vSwitch 3.5: the NIC's master is the datapath, which is down and linked to no port.
    @Test
    void tellsTheCardOfOpenVSwitch() throws Exception {
        card("eno1", CARD);
        upon("eno1", "ovs-system", "");
        port("br-ex");
        up("br-ex", OWN, "10.77.0.2/24");
        up("eno1", CARD);

        assertThat(told()).containsExactly("eno1 " + CARD + " [10.77.0.2/24]");
    }

    /// Linux `drivers/net/macvlan.c`: the address of a macvtap is a guest's, and in mode passthru
    /// the NIC takes it over.
    @Test
    void neverTellsAGuestsAddress() throws Exception {
        card("eno1", CARD);
        card("eno2", GUEST);
        for (String card : List.of("eno1", "eno2")) {
            String tap = "tap-" + card;
            upon(card, tap, "macvtap");
            host.file(NET + tap + "/address", GUEST + "\n").directory(NET + tap + "/device");
            up(tap, GUEST);
        }
        card("eno1v0", "52:54:00:99:99:98");
        host.directory(NET + "eno1v0/device/physfn");
        up("eno1v0", "52:54:00:99:99:98");
        up("eno1", CARD, "10.77.0.2/24");

        assertThat(told()).containsExactly("eno1 " + CARD + " [10.77.0.2/24]");
    }

    @Test
    void leavesOutWhatLeadsToGuestsAlone() throws Exception {
        port("virbr0");
        host.directory(NET + "virbr0/bridge");
        up("virbr0", OWN, "192.168.122.1/24");
        card("eno3", OTHER_CARD);

        assertThat(told()).isEmpty();
    }

    /// A real bridge of this kernel in a network of its own; sysfs stands beside it, as a virtual
    /// cable has no device.
    @Test
    @NeedsProgram(
            value = {"ip", "unshare"},
            install = "iproute2 util-linux")
    void tellsTheCardBelowARealBridge() throws Exception {
        Files.writeString(
                folder.resolve("lan"),
                """
                set -e
                f=%s
                ip link set lo up
                ip link add eno1 address 52:54:00:aa:00:01 type veth peer name sw1
                ip link set sw1 up
                ip link add br0 address 5e:11:22:33:44:55 type bridge
                ip link set eno1 up master br0
                ip link set br0 up
                ip addr add 10.77.0.2/24 dev br0
                for i in eno1 br0 sw1; do
                    mkdir -p $f/class/net/$i
                    ip -o link show $i | sed 's/.*ether \\([^ ]*\\) .*/\\1/' > $f/class/net/$i/address
                done
                mkdir -p $f/class/net/eno1/device $f/class/net/br0/bridge
                ln -s ../br0 $f/class/net/eno1/master
                ln -s ../br0 $f/class/net/eno1/upper_br0
                ln -s ../eno1 $f/class/net/br0/lower_eno1
                mount --bind $f /sys
                exec "$@"
                """
                        .formatted(folder.resolve("sys")));
        Process process =
                new ProcessBuilder(
                                "unshare",
                                "-n",
                                "-m",
                                "sh",
                                folder.resolve("lan").toString(),
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TellingProgram.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output.lines().filter(line -> line.startsWith("card ")).toList())
                .as(output)
                .containsExactly("card eno1 " + CARD + " [10.77.0.2/24]");
    }

    private List<String> told() throws Exception {
        HostTree tree = HostTree.recorded(folder);
        return new WakingCards(tree, Ethtool.of(tree))
                .of(up).stream()
                        .map(port ->
                                "%s %s %s".formatted(port.name(), port.mac(), port.addresses()))
                        .toList();
    }

    private void card(String name, String mac) {
        port(name);
        host.directory(NET + name + "/device").file(NET + name + "/address", mac + "\n");
    }

    private void port(String name) {
        host.directory(NET + name);
    }

    private void upon(String lower, String name, String kind) {
        host.directory(NET + name + "/" + kind).link(NET + name + "/lower_" + lower, "../" + lower);
        host.link(NET + lower + "/upper_" + name, "../" + name);
        if (!kind.equals("macvtap")) {
            host.link(NET + lower + "/master", "../" + name);
        }
    }

    private void up(String name, String mac, String... addresses) {
        up.add(
                new NetworkPort(
                        name,
                        MacAddress.parse(mac),
                        List.of(addresses).stream().map(NetworkAddress::parse).toList(),
                        true));
    }
}
