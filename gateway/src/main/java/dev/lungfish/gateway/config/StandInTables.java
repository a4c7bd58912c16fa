package dev.lungfish.gateway.config;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.config.GatewayConfiguration.HostEntry;
import dev.lungfish.gateway.config.GatewayConfiguration.StandInEntry;
import dev.lungfish.gateway.config.GatewayConfiguration.StoodHost;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The tables `[stand_in.INTERFACE]`.
///
/// @param hosts that there are
record StandInTables(Map<String, HostEntry> hosts) {
    private static final int USUAL_ROUTER = 76;
    private static final int MOST_ROUTER = 255;
    private static final int USUAL_PRIORITY = 100;
    private static final int MOST_PRIORITY = 254;
    private static final int LONGEST_INTERFACE = 15;

    List<StandInEntry> all(GatewaySettings tables) {
        List<StandInEntry> all = new ArrayList<>();
        for (String networkInterface : tables.names()) {
            GatewaySettings table = tables.inner(networkInterface);
            all.add(one(networkInterface, table));
            table.refuseUnknown();
        }
        return all;
    }

    private StandInEntry one(String networkInterface, GatewaySettings table) {
        if (networkInterface.isEmpty() || networkInterface.length() > LONGEST_INTERFACE) {
            table.wrong("router", "a table with the name of an interface", networkInterface);
        }
        GatewaySettings inner = table.inner("hosts");
        List<StoodHost> stood = new ArrayList<>();
        for (String host : inner.names()) {
            GatewaySettings one = inner.inner(host);
            HostEntry entry = hosts.get(host);
            if (entry == null) {
                inner.wrong(host, "one of the hosts", host);
            } else {
                stood.add(host(entry, one));
                one.refuseUnknown();
            }
        }
        if (stood.isEmpty() && inner.names().isEmpty()) {
            table.wrong("hosts", "at least one table hosts.NAME", "none");
        }
        return new StandInEntry(
                networkInterface,
                table.number("router", USUAL_ROUTER, 1, MOST_ROUTER),
                table.number("priority", USUAL_PRIORITY, 1, MOST_PRIORITY),
                stood);
    }

    private static StoodHost host(HostEntry entry, GatewaySettings table) {
        Map<InetAddress, MacAddress> addresses = addresses(table);
        if (entry.cards().isEmpty()) {
            table.wrong("addresses", "hosts.%s.cards".formatted(entry.name()), "nothing there");
        } else if (!addresses.containsKey(entry.address())) {
            addresses.put(entry.address(), entry.cards().getFirst());
        }
        if (!(entry.address() instanceof Inet4Address)) {
            table.wrong(
                    "addresses",
                    "an IPv4 address in hosts.%s.address, by which the host is asked"
                            .formatted(entry.name()),
                    entry.address().getHostAddress());
        }
        List<Integer> ports = table.numbers("ports", "ports as [22, 16514]", 1, 65_535);
        if (ports.isEmpty() && !table.has("ports")) {
            table.wrong("ports", "ports as [22, 16514]", "nothing");
        }
        return new StoodHost(
                entry.name(),
                addresses,
                Set.copyOf(ports),
                ListenerTables.rights(table),
                table.number("wakes_per_minute", 6, 1, 10_000));
    }

    private static Map<InetAddress, MacAddress> addresses(GatewaySettings table) {
        Map<InetAddress, MacAddress> addresses = new LinkedHashMap<>();
        GatewaySettings written = table.inner("addresses");
        Map<String, String> sorted = new TreeMap<>();
        for (String address : written.names()) {
            sorted.put(address, written.text(address).orElse(""));
        }
        sorted.forEach((address, card) -> {
            try {
                addresses.put(InetAddress.ofLiteral(address), MacAddress.parse(card));
            } catch (IllegalArgumentException _) {
                written.wrong(
                        address,
                        "an address with its card as \"192.0.2.8\" = \"52:54:00:12:34:56\"",
                        card);
            }
        });
        return addresses;
    }
}
