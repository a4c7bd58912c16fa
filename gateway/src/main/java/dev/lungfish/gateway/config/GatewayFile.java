package dev.lungfish.gateway.config;

import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.config.GatewayConfiguration.HostEntry;
import dev.lungfish.gateway.config.GatewayConfiguration.Limits;
import dev.lungfish.gateway.config.GatewayConfiguration.Waking;
import dev.lungfish.gateway.config.GatewayConfiguration.Way;
import dev.lungfish.gateway.decision.HeldPlaces;
import dev.lungfish.libvirt.transport.FailureWords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/// Reads the configuration file of the gateway. For one thread.
public final class GatewayFile {
    /// Where it lies where nothing else is said.
    public static final Path USUAL_PLACE = Path.of("/etc/lungfish/gateway.toml");

    /// A configuration is no longer.
    private static final long LONGEST = 1024 * 1024;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MEBIBYTE = 1024 * 1024;

    private final List<GatewaySettingReason> problems = new ArrayList<>();

    private GatewayFile() {}

    /// Reads a file.
    ///
    /// @param named another one than the usual one
    /// @throws ReasonException with [GatewaySettingReason.GatewayConfigurationUnusable]
    public static GatewayConfiguration read(Optional<Path> named) {
        Path file = named.orElse(USUAL_PLACE);
        try {
            // It says who may wake what.
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw unusable(
                        List.of(new GatewaySettingReason.GatewayFileChangeable(file.toString())));
            }
            if (Files.size(file) > LONGEST) {
                throw unusable(
                        List.of(
                                new GatewaySettingReason.GatewayFileMalformed(
                                        file.toString(), "more than %d bytes".formatted(LONGEST))));
            }
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw unusable(
                    List.of(
                            new GatewaySettingReason.GatewayFileUnreadable(
                                    file.toString(), FailureWords.of(e))));
        }
    }

    /// Reads a file that is to have listeners.
    ///
    /// @throws ReasonException as [#read] has it, also where there is none
    public static GatewayConfiguration readToServe(Optional<Path> named) {
        GatewayConfiguration configuration = read(named);
        if (configuration.listeners().isEmpty()
                && configuration.datagrams().isEmpty()
                && configuration.standIns().isEmpty()) {
            throw unusable(
                    List.of(
                            new GatewaySettingReason.GatewaySettingWrong(
                                    named.orElse(USUAL_PLACE).toString(),
                                    "listener",
                                    "at least one [[listener]], [[udp]] or [stand_in.INTERFACE]",
                                    "none")));
        }
        return configuration;
    }

    /// Understands a text.
    ///
    /// @param file what problems call it
    public static GatewayConfiguration parse(String file, String text) {
        GatewayFile parser = new GatewayFile();
        TomlParseResult document = Toml.parse(text);
        for (TomlParseError error : document.errors()) {
            parser.problems.add(
                    new GatewaySettingReason.GatewayFileMalformed(
                            "%s:%d:%d"
                                    .formatted(
                                            file,
                                            error.position().line(),
                                            error.position().column()),
                            String.valueOf(error.getMessage())));
        }
        if (!parser.problems.isEmpty()) {
            throw unusable(parser.problems);
        }
        GatewayConfiguration configuration =
                parser.understand(
                        new GatewaySettings(
                                file,
                                document,
                                "",
                                TomlPosition.positionAt(1, 1),
                                parser.problems));
        if (!parser.problems.isEmpty()) {
            throw unusable(parser.problems);
        }
        return configuration;
    }

    private GatewayConfiguration understand(GatewaySettings root) {
        GatewaySettings gateway = root.inner("gateway");
        String name = gateway.text("name").orElse("gateway");
        if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
            gateway.wrong("name", "letters, digits, _, . and -", name);
        }
        var metrics = gateway.listen("metrics");
        gateway.refuseUnknown();
        GatewaySettings limitSettings = root.inner("limits");
        Limits limits = limits(limitSettings);
        limitSettings.refuseUnknown();
        GatewaySettings wake = root.inner("wake");
        Waking waking = waking(wake);
        wake.refuseUnknown();
        GatewaySettings hostTables = root.inner("hosts");
        Map<String, HostEntry> hosts = new LinkedHashMap<>();
        for (String host : hostTables.names()) {
            GatewaySettings one = hostTables.inner(host);
            hosts.put(host, host(host, one, waking.by()));
            one.refuseUnknown();
        }
        ListenerTables tables = new ListenerTables(hosts);
        var listeners = root.tables("listener").stream().map(tables::listener).toList();
        var datagrams = root.tables("udp").stream().map(tables::datagrams).toList();
        var standIns = new StandInTables(hosts).all(root.inner("stand_in"));
        root.refuseUnknown();
        return new GatewayConfiguration(
                name, metrics, limits, waking, hosts, listeners, datagrams, standIns);
    }

    private static Limits limits(GatewaySettings table) {
        HeldPlaces.Limits held =
                new HeldPlaces.Limits(
                        table.number("held", 10_000, 1, 1_000_000),
                        table.number("held_by_host", 4_000, 1, 1_000_000),
                        table.number("held_by_source", 64, 1, 1_000_000),
                        (long) table.number("memory_mib", 64, 1, 65_536) * MEBIBYTE);
        return new Limits(
                held,
                table.number("first_bytes", 65_536, 1_024, MEBIBYTE),
                table.number("open", 20_000, 1, 1_000_000),
                table.duration("silent", Duration.ofMinutes(1), SECOND, HOUR),
                table.duration("opening", Duration.ofSeconds(10), SECOND, HOUR));
    }

    private static Waking waking(GatewaySettings table) {
        Way way =
                switch (table.word("by", List.of("packets", "daemon", "controller"), "packets")) {
                    case "daemon" ->
                            new Way.Daemon(
                                    table.needed(
                                            "daemon",
                                            "a URI as \"qemu+tls://host.example.org/system\""));
                    case "controller" -> controller(table);
                    default -> new Way.Packets();
                };
        return new Waking(
                way,
                table.duration(
                        "answer_within",
                        Duration.ofMillis(50),
                        Duration.ofMillis(1),
                        Duration.ofSeconds(10)),
                table.duration("refused_for", Duration.ofSeconds(30), Duration.ZERO, HOUR),
                table.duration("ask_again", Duration.ofSeconds(10), Duration.ZERO, HOUR),
                table.duration("claim", Duration.ofMinutes(10), Duration.ofSeconds(10), HOUR));
    }

    private static Way controller(GatewaySettings table) {
        String expected = "a URL as \"https://controller.example.org:16517\"";
        String written = table.needed("controller", expected);
        URI uri = URI.create("http://127.0.0.1:16516");
        try {
            URI found = URI.create(written);
            if ("https".equals(found.getScheme()) || isLoopback(found)) {
                uri = found;
            } else if (!written.isEmpty()) {
                table.wrong(
                        "controller",
                        expected.concat("; without TLS only an address of the loopback"),
                        written);
            }
        } catch (IllegalArgumentException _) {
            table.wrong("controller", expected, written);
        }
        return new Way.Controller(
                uri,
                Path.of(table.needed("token", "the file with the token")),
                table.text("authority").map(Path::of));
    }

    private static boolean isLoopback(URI uri) {
        return "http".equals(uri.getScheme())
                && List.of("127.0.0.1", "[::1]", "localhost")
                        .contains(String.valueOf(uri.getHost()));
    }

    private static HostEntry host(String name, GatewaySettings table, Way way) {
        Optional<InetAddress> address = table.address("address");
        if (!table.has("address")) {
            table.wrong("address", "an address, or a name that has one", "nothing");
        }
        String expected = "a list of MAC addresses as [\"52:54:00:12:34:56\"]";
        List<MacAddress> cards = table.each("cards", expected, MacAddress::parse);
        if (cards.isEmpty() && way instanceof Way.Packets && !table.has("cards")) {
            table.wrong("cards", expected, "nothing");
        }
        return new HostEntry(
                name,
                address.orElse(InetAddress.getLoopbackAddress()),
                cards,
                table.address("broadcast"));
    }

    private static ReasonException unusable(List<GatewaySettingReason> problems) {
        return new ReasonException(new GatewaySettingReason.GatewayConfigurationUnusable(problems));
    }
}
