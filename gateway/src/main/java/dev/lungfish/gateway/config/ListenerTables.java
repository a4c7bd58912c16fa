package dev.lungfish.gateway.config;

import dev.lungfish.core.reason.Spelled;
import dev.lungfish.gateway.config.GatewayConfiguration.DatagramEntry;
import dev.lungfish.gateway.config.GatewayConfiguration.HostEntry;
import dev.lungfish.gateway.config.GatewayConfiguration.ListenerEntry;
import dev.lungfish.gateway.decision.SourceNetwork;
import dev.lungfish.gateway.decision.SourceRights;
import dev.lungfish.gateway.protocol.ClientProtocol;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The tables `[[listener]]` and `[[udp]]`.
///
/// @param hosts that there are
record ListenerTables(Map<String, HostEntry> hosts) {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MONTH = Duration.ofDays(31);
    private static final String NETWORKS = "a list of networks as [\"192.0.2.0/24\"]";
    private static final int MOST_PORT = 65_535;

    ListenerEntry listener(GatewaySettings table) {
        Map<String, String> names = names(table);
        Optional<String> host = host(table, names.isEmpty());
        ClientProtocol protocol =
                Spelled.of(
                                ClientProtocol.class,
                                table.word(
                                        "protocol",
                                        Arrays.stream(ClientProtocol.values())
                                                .map(ClientProtocol::spelling)
                                                .toList(),
                                        "any"))
                        .orElseThrow();
        boolean onConnect =
                table.word("wake", List.of("first-bytes", "connect"), "first-bytes")
                        .equals("connect");
        if (onConnect && !names.isEmpty()) {
            table.wrong("wake", "first-bytes, as the name of a server is in them", "connect");
        }
        ListenerEntry entry =
                new ListenerEntry(
                        name(table),
                        listen(table),
                        host,
                        table.address("to"),
                        port(table),
                        names,
                        rights(table),
                        table.number("wakes_per_minute", 6, 1, 10_000),
                        onConnect,
                        table.duration("hold", Duration.ofMinutes(2), SECOND, HOUR),
                        table.duration("park_after", Duration.ofMinutes(10), SECOND, MONTH),
                        protocol,
                        table.flag("proxy_to", false),
                        table.each("proxy_from", NETWORKS, SourceNetwork::parse));
        table.refuseUnknown();
        return entry;
    }

    DatagramEntry datagrams(GatewaySettings table) {
        DatagramEntry entry =
                new DatagramEntry(
                        name(table),
                        listen(table),
                        host(table, true).orElse(""),
                        table.address("to"),
                        port(table),
                        rights(table),
                        table.number("wakes_per_minute", 6, 1, 10_000),
                        table.word("wake", List.of("any", "wireguard"), "any").equals("wireguard"),
                        table.duration("hold", Duration.ofMinutes(2), SECOND, HOUR),
                        table.duration("forget", Duration.ofMinutes(3), SECOND, HOUR));
        table.refuseUnknown();
        return entry;
    }

    private static String name(GatewaySettings table) {
        return table.needed("name", "a name for the log and the metrics");
    }

    private static InetSocketAddress listen(GatewaySettings table) {
        Optional<InetSocketAddress> found = table.listen("listen");
        if (!table.has("listen")) {
            table.wrong("listen", "an address and a port, as \"[::]:2201\"", "nothing");
        }
        return found.orElse(new InetSocketAddress(0));
    }

    private static int port(GatewaySettings table) {
        if (!table.has("port")) {
            table.wrong("port", "the port of the target", "nothing");
        }
        return table.number("port", 1, 1, MOST_PORT);
    }

    private Optional<String> host(GatewaySettings table, boolean needed) {
        String expected = "one of the hosts: " + String.join(", ", hosts.keySet());
        Optional<String> found = table.text("host");
        if (found.isPresent() && !hosts.containsKey(found.get())) {
            table.wrong("host", expected, found.get());
        } else if (found.isEmpty() && needed && !table.has("host")) {
            table.wrong("host", expected, "nothing");
        }
        return found;
    }

    private Map<String, String> names(GatewaySettings table) {
        GatewaySettings inner = table.inner("names");
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : inner.names()) {
            Optional<String> host = inner.text(name);
            if (host.isPresent() && !hosts.containsKey(host.get())) {
                inner.wrong(
                        name, "one of the hosts: " + String.join(", ", hosts.keySet()), host.get());
            }
            host.ifPresent(known -> names.put(name.toLowerCase(Locale.ROOT), known));
        }
        return names;
    }

    /// Nobody is allowed whom nobody has named: a wake is a right that can be abused.
    static SourceRights rights(GatewaySettings table) {
        List<SourceNetwork> allowed = table.each("allow", NETWORKS, SourceNetwork::parse);
        if (!table.has("allow")) {
            table.wrong("allow", NETWORKS, "nothing");
        }
        return new SourceRights(allowed, table.each("monitors", NETWORKS, SourceNetwork::parse));
    }
}
