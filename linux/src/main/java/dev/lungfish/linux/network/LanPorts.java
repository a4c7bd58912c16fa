package dev.lungfish.linux.network;

import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.linux.tree.HostTree;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The interfaces by which this machine sends magic packets and is reached. Members of a bridge or
/// a bond are left out, since the bridge or the bond sends for them.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-class-net` for `device`; `master` and
/// `lower_*` are links that `netdev_adjacent_sysfs_add()` in `net/core/dev.c` makes.
public final class LanPorts {
    private static final String FOLDER = "/sys/class/net/";
    private static final String LOWER = "lower_";

    /// A VLAN on a bond below a bridge has three; the kernel allows eight.
    private static final int MOST_LEVELS = 8;

    private final HostTree tree;

    public LanPorts(HostTree tree) {
        this.tree = tree;
    }

    /// The interfaces that are up, by name; none on a recorded machine, which has no network.
    public List<NetworkPort> read() {
        return all().stream()
                .filter(port -> !tree.exists(FOLDER + port.name() + "/master"))
                .toList();
    }

    /// The same with the members of bridges and bonds.
    List<NetworkPort> all() {
        if (!tree.isLive()) {
            return List.of();
        }
        List<NetworkPort> ports = new ArrayList<>();
        try {
            for (NetworkInterface found :
                    NetworkInterface.networkInterfaces()
                            .sorted(Comparator.comparing(NetworkInterface::getName))
                            .toList()) {
                byte[] mac = found.getHardwareAddress();
                if (mac != null
                        && mac.length == MacAddress.BYTES
                        && found.isUp()
                        && !found.isLoopback()
                        && !found.isPointToPoint()) {
                    ports.add(port(found, MacAddress.of(mac)));
                }
            }
        } catch (SocketException _) {
            // The kernel has no network, or an interface has just gone: keep what was found so far.
        }
        return List.copyOf(ports);
    }

    private NetworkPort port(NetworkInterface found, MacAddress mac) {
        List<NetworkAddress> addresses = new ArrayList<>();
        for (InterfaceAddress address : found.getInterfaceAddresses()) {
            if (address.getAddress() instanceof Inet4Address ipv4) {
                addresses.add(
                        NetworkAddress.parse(
                                ipv4.getHostAddress() + "/" + address.getNetworkPrefixLength()));
            }
        }
        return new NetworkPort(found.getName(), mac, addresses, leadsOut(found.getName(), 0));
    }

    private boolean leadsOut(String name, int level) {
        if (tree.exists(FOLDER + name + "/device") && !isTap(name)) {
            return true;
        }
        return level < MOST_LEVELS
                && lower(name).stream().anyMatch(below -> leadsOut(below, level + 1));
    }

    /// A tap has no device, but on some kernels, and with macvtap, it has a folder of that name.
    boolean isTap(String name) {
        return tree.exists(FOLDER + name + "/tun_flags") || tree.exists(FOLDER + name + "/macvtap");
    }

    /// The interfaces directly below one: the members of a bridge or a bond, the NIC of a VLAN.
    public List<String> lower(String name) {
        return tree.children(FOLDER + name).toOptional().orElse(List.of()).stream()
                .filter(entry -> entry.startsWith(LOWER))
                .map(entry -> entry.substring(LOWER.length()))
                .sorted()
                .toList();
    }
}
