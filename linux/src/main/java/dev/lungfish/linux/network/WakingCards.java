package dev.lungfish.linux.network;

import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The NICs by which others wake this host: those that are in use, themselves or below a bridge, a
/// bond, a team, a VLAN, a macvlan or Open vSwitch. Each has its own address on the link, as only
/// the NIC receives while the host sleeps, and the IP addresses of what lies upon it, by which the
/// awake host is reached.
///
/// **Source:** systemd 242 `NEWS`: a bridge has an address of its own
/// (`MACAddressPolicy=persistent`); Linux `Documentation/networking/bonding.rst`: members take the
/// bond's address in most modes, `drivers/net/bonding/bond_sysfs_slave.c`: `perm_hwaddr` is the one
/// they were made with; `drivers/net/macvlan.c`: in mode `passthru` the NIC takes the address of
/// the guest above; `net/openvswitch/vport-netdev.c`, `ovs_netdev_link()`: the datapath is the
/// NIC's `master`, and its internal ports are not linked to it.
public final class WakingCards {
    private static final String FOLDER = "/sys/class/net/";
    private static final String OPEN_VSWITCH = "ovs-";
    private static final String UPPER = "upper_";

    private final HostTree tree;
    private final Ethtool ethtool;
    private final LanPorts ports;

    public WakingCards(HostTree tree, Ethtool ethtool) {
        this.tree = tree;
        this.ethtool = ethtool;
        this.ports = new LanPorts(tree);
    }

    /// One port for each address that may wake a NIC; none on a recorded machine.
    public List<NetworkPort> read() {
        return of(ports.all());
    }

    /// @param up the interfaces that are up
    List<NetworkPort> of(List<NetworkPort> up) {
        List<String> cards =
                tree.children(FOLDER).toOptional().orElse(List.of()).stream()
                        .filter(this::isCard)
                        .toList();
        List<NetworkPort> told = new ArrayList<>();
        for (String card : cards) {
            List<NetworkPort> upon =
                    up.stream().filter(port -> stands(port.name(), card, cards)).toList();
            boolean switched = isSwitched(card);
            if (!upon.isEmpty() || switched) {
                Set<NetworkAddress> addresses = new LinkedHashSet<>();
                upon.forEach(port -> addresses.addAll(port.addresses()));
                if (switched) {
                    up.stream()
                            .filter(port -> mayBeInternal(port.name()))
                            .forEach(port -> addresses.addAll(port.addresses()));
                }
                for (MacAddress mac : addresses(card, up)) {
                    told.add(new NetworkPort(card, mac, List.copyOf(addresses), true));
                }
            }
        }
        return List.copyOf(told);
    }

    /// A virtual function wakes nobody, and its address may be a guest's.
    private boolean isCard(String name) {
        return tree.exists(FOLDER + name + "/device")
                && !ports.isTap(name)
                && !tree.exists(FOLDER + name + "/device/physfn");
    }

    private boolean stands(String name, String card, List<String> cards) {
        return new PortStack(tree, ports).cards(name, cards).contains(card);
    }

    private boolean isSwitched(String card) {
        return tree.linkName(FOLDER + card + "/master")
                .toOptional()
                .filter(master -> master.startsWith(OPEN_VSWITCH))
                .isPresent();
    }

    /// An interface of its own, as the internal port of Open vSwitch is.
    private boolean mayBeInternal(String name) {
        String folder = FOLDER + name;
        return ports.lower(name).isEmpty()
                && !ports.isTap(name)
                && List.of("device", "bridge", "bonding", "master").stream()
                        .noneMatch(kind -> tree.exists(folder + "/" + kind))
                && tree.line(folder + "/iflink")
                        .toOptional()
                        .equals(tree.line(folder + "/ifindex").toOptional());
    }

    /// The present one, which the NIC's filter holds, and the one that it was made with.
    private Set<MacAddress> addresses(String card, List<NetworkPort> up) {
        Set<MacAddress> found = new LinkedHashSet<>();
        address(FOLDER + card + "/address")
                .or(() ->
                        up.stream()
                                .filter(port -> port.name().equals(card))
                                .map(NetworkPort::mac)
                                .findFirst())
                .filter(present -> !isOfAGuest(card, present))
                .ifPresent(found::add);
        address(FOLDER + card + "/bonding_slave/perm_hwaddr").ifPresent(found::add);
        ethtool.permanentAddress(card).ifPresent(found::add);
        return found;
    }

    private boolean isOfAGuest(String card, MacAddress address) {
        return tree.children(FOLDER + card).toOptional().orElse(List.of()).stream()
                .filter(entry -> entry.startsWith(UPPER))
                .map(entry -> entry.substring(UPPER.length()))
                .filter(ports::isTap)
                .anyMatch(tap -> address(FOLDER + tap + "/address").equals(Optional.of(address)));
    }

    private Optional<MacAddress> address(String file) {
        return tree.line(file).toOptional().filter(MacAddress::isOne).map(MacAddress::parse);
    }
}
