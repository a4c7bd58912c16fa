package dev.lungfish.linux.network;

import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The stack of interfaces: bridges, bonds and VLANs, and the NICs below them. While the host
/// sleeps only the NIC receives a magic packet.
///
/// **Source:** Linux `Documentation/networking/bonding.rst`: the NICs of a bond take its address in
/// most modes; `Documentation/networking/bridge.rst`: a bridge takes the lowest address of its
/// ports if none is set.
public record PortStack(HostTree tree, LanPorts ports) {
    private static final String FOLDER = "/sys/class/net/";
    private static final String UPPER = "upper_";
    private static final int MOST_LEVELS = 8;

    /// The NICs below an interface: itself, if it is one.
    ///
    /// @param all all NICs
    public List<String> cards(String name, List<String> all) {
        Set<String> found = new LinkedHashSet<>();
        collect(name, all, found, 0);
        return List.copyOf(found);
    }

    private void collect(String name, List<String> all, Set<String> found, int level) {
        if (all.contains(name)) {
            found.add(name);
        } else if (level < MOST_LEVELS) {
            ports.lower(name).forEach(below -> collect(below, all, found, level + 1));
        }
    }

    /// The interfaces on top of a NIC, one sentence each.
    public List<String> above(String card) {
        List<String> sentences = new ArrayList<>();
        String address = address(card);
        for (String name : new LinkedHashSet<>(everythingAbove(card, 0))) {
            String other = address(name);
            String what =
                    switch (kind(name)) {
                        case "bridge" -> name + " is a bridge upon it";
                        case "bond" -> name + " is a bond upon it";
                        case "vlan" ->
                                name
                                        + " is a VLAN upon it: a magic packet must reach it"
                                        + " untagged, so send it where the switch's port is"
                                        + " untagged";
                        default -> name + " lies upon it";
                    };
            sentences.add(
                    other.isEmpty() || other.equals(address)
                            ? what
                            : "%s; it has the address %s, and the card wakes on its own, %s"
                                    .formatted(what, other, address));
        }
        return sentences;
    }

    private List<String> everythingAbove(String name, int level) {
        List<String> found = new ArrayList<>();
        if (level < MOST_LEVELS) {
            for (String entry : tree.children(FOLDER + name).toOptional().orElse(List.of())) {
                if (entry.startsWith(UPPER)) {
                    found.add(entry.substring(UPPER.length()));
                    found.addAll(everythingAbove(entry.substring(UPPER.length()), level + 1));
                }
            }
        }
        return found;
    }

    private String kind(String name) {
        if (tree.exists(FOLDER + name + "/bridge")) {
            return "bridge";
        }
        if (tree.exists(FOLDER + name + "/bonding")) {
            return "bond";
        }
        return tree.text(FOLDER + name + "/uevent")
                .toOptional()
                .filter(text -> text.lines().anyMatch("DEVTYPE=vlan"::equals))
                .map(_ -> "vlan")
                .orElse("");
    }

    private String address(String name) {
        return tree.line(FOLDER + name + "/address").toOptional().orElse("");
    }
}
