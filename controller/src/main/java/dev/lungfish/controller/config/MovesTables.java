package dev.lungfish.controller.config;

import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads how guests are moved: `moves`, and a table `libvirt.NAME` for hosts that are reached
/// alike. For one thread.
final class MovesTables {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_AT_ONCE = 2;
    private static final int MANY = 1000;
    private static final int MOST_OVERCOMMIT = 10_000;
    private static final Pattern DATA = Pattern.compile("(tcp|rdma)://[^/\\s]+/?");

    /// A name that is allowed wherever one of a host is.
    private static final String EXAMPLE = "node1.example.org";

    private final SettingTable table;

    MovesTables(SettingTable table) {
        this.table = table;
    }

    MovesConfiguration read() {
        MovesConfiguration usual = MovesConfiguration.NONE;
        return new MovesConfiguration(
                hosts(),
                (int) table.number("moves.at_once", usual.atOnce(), 1, MOST_AT_ONCE),
                table.duration("moves.limit", usual.limit(), SECOND, DAY),
                table.duration("moves.every", usual.every(), SECOND, DAY),
                (int) table.number("moves.most", usual.most(), 1, MANY),
                table.flag("moves.copy_disks", usual.copyDisks()),
                table.flag("moves.failure_covered", usual.failureCovered()));
    }

    private List<LibvirtSettings> hosts() {
        List<LibvirtSettings> hosts = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String name : table.names("libvirt")) {
            LibvirtSettings one = host(name, "libvirt." + name);
            one.hosts().patterns().stream()
                    .filter(host -> !taken.add(host))
                    .forEach(host ->
                            table.wrong(
                                    "libvirt.%s.hosts".formatted(name),
                                    "hosts that no other table has",
                                    host));
            hosts.add(one);
        }
        return hosts;
    }

    private LibvirtSettings host(String name, String key) {
        HostNames hosts = new HostNames(table.texts(key + ".hosts"));
        if (hosts.patterns().isEmpty()) {
            table.wrong(key + ".hosts", "names of hosts, or patterns as \"node*\"", "none");
        }
        LibvirtSettings.Room usual = LibvirtSettings.Room.USUAL;
        String uri = uri(key + ".uri", hosts, MovesTables::isUri);
        return new LibvirtSettings(
                name,
                hosts,
                uri,
                table.has(key + ".peer_uri")
                        ? uri(key + ".peer_uri", hosts, MovesTables::isUriForPeers)
                        : peers(key, uri),
                Optional.of(table.text(key + ".data", ""))
                        .filter(data -> !data.isEmpty())
                        .filter(data -> isFitting(key + ".data", data)),
                Set.copyOf(table.texts(key + ".labels")),
                table.texts(key + ".shared"),
                new LibvirtSettings.Room(
                        (int) table.number(key + ".memory_percent", usual.memoryPercent(), 1, 100),
                        (int)
                                table.number(
                                        key + ".overcommit_percent",
                                        usual.overcommitPercent(),
                                        1,
                                        MOST_OVERCOMMIT),
                        (int) table.number(key + ".load_percent", usual.loadPercent(), 1, 100)));
    }

    /// One that is this machine's own is no way for others.
    private String peers(String key, String uri) {
        if (!uri.isEmpty() && !isUriForPeers(uri)) {
            table.wrong(
                    key + ".peer_uri",
                    "a URI by which other hosts reach it, as \"qemu+tls://{host}/system\"",
                    "none");
        }
        return uri;
    }

    private String uri(String key, HostNames hosts, Predicate<String> fits) {
        String uri = table.text(key, "");
        boolean several =
                hosts.patterns().size() > 1
                        || hosts.patterns().stream().anyMatch(name -> name.matches(".*[*?].*"));
        if (!fits.test(uri) || (several && !uri.contains(LibvirtSettings.HOST))) {
            table.wrong(
                    key,
                    several
                            ? "a URI of libvirt with {host} in it, as \"qemu+tls://{host}/system\""
                            : "a URI of libvirt, as \"qemu+tls://{host}/system\"",
                    uri.isEmpty() ? "none" : uri);
            return "";
        }
        return uri;
    }

    private boolean isFitting(String key, String data) {
        boolean fits = DATA.matcher(data.replace(LibvirtSettings.HOST, EXAMPLE)).matches();
        if (!fits) {
            table.wrong(key, "\"tcp://ADDRESS\" or \"tcp://{host}\"", data);
        }
        return fits;
    }

    private static boolean isUri(String uri) {
        try {
            LibvirtUri _ = LibvirtUri.parse(uri.replace(LibvirtSettings.HOST, EXAMPLE));
            return true;
        } catch (MalformedUriException _) {
            return false;
        }
    }

    private static boolean isUriForPeers(String uri) {
        try {
            return LibvirtUri.parse(uri.replace(LibvirtSettings.HOST, EXAMPLE)).way()
                    != LibvirtUri.Way.UNIX;
        } catch (MalformedUriException _) {
            return false;
        }
    }
}
