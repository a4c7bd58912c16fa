package dev.lungfish.daemon.sockets;

import dev.lungfish.agent.config.CertificateFiles;
import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.config.DaemonConfiguration;
import dev.lungfish.agent.config.MetricsConfiguration;
import dev.lungfish.core.policy.Condition;
import dev.lungfish.core.policy.Ladder;
import dev.lungfish.core.policy.Rule;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.client.MalformedUriException;
import dev.lungfish.libvirt.tls.AllowList;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.transport.FailureWords;
import dev.lungfish.linux.process.Accounts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tries beforehand what a start of the daemon would do with its configuration: certificates,
/// groups, ports and folders of this machine. Opens each port for a moment, and changes nothing.
public final class StartCheck {
    private final Configuration configuration;
    private final List<Reason> found = new ArrayList<>();

    private StartCheck(Configuration configuration) {
        this.configuration = configuration;
    }

    /// What would fail; empty where nothing would.
    ///
    /// @param runs whether a daemon of this configuration runs already, so that its ports are taken
    public static List<Reason> of(Configuration configuration, boolean runs) {
        StartCheck check = new StartCheck(configuration);
        check.groups();
        check.folders();
        check.certificates();
        check.found.addAll(allowLists(configuration));
        if (!runs) {
            check.ports();
        }
        check.uris();
        check.rules(configuration.power().policy().ladder());
        return List.copyOf(check.found);
    }

    private void groups() {
        configuration.daemon().group().ifPresent(name -> group("daemon.group", name));
        if (!configuration.relay().hasUsualGroup()) {
            group("relay.group", configuration.relay().group());
        }
    }

    private void group(String key, String name) {
        if (Accounts.group(name).isEmpty()) {
            found.add(new StartReason.GroupUnknown(key, name));
        }
    }

    /// A folder that is missing is made; its parent must be there.
    private void folders() {
        configuration.daemon().socketFolder().ifPresent(path -> folder("socket_folder", path));
        configuration
                .daemon()
                .libvirtFolder()
                .ifPresent(path -> folder("libvirt_socket_folder", path));
    }

    private void folder(String key, Path folder) {
        Optional<Path> there =
                Optional.of(folder)
                        .filter(path -> Files.exists(path))
                        .or(() -> Optional.ofNullable(folder.getParent()));
        String why =
                there.filter(Files::exists).isEmpty()
                        ? "neither it nor the folder above it exists"
                        : there.filter(Files::isDirectory).isEmpty() ? "is no folder" : "";
        if (!why.isEmpty()) {
            found.add(
                    new StartReason.SocketFolderUnusable("daemon." + key, folder.toString(), why));
        }
    }

    /// What a list of names would not do.
    public static List<Reason> allowLists(Configuration configuration) {
        StartCheck check = new StartCheck(configuration);
        configuration
                .daemon()
                .tls()
                .ifPresent(tls -> check.allowed("daemon.tls_allowed", tls.allowed()));
        configuration
                .power()
                .metrics()
                .tls()
                .ifPresent(tls -> check.allowed("metrics.tls_allowed", tls.allowed()));
        return List.copyOf(check.found);
    }

    private void allowed(String key, Optional<List<String>> entries) {
        AllowList list = AllowList.of(entries);
        list.useless().forEach(entry -> found.add(new StartReason.AllowedNameUseless(key, entry)));
        if (list.admitsNobody()) {
            found.add(new StartReason.NobodyAllowed(key));
        }
    }

    private void certificates() {
        DaemonConfiguration daemon = configuration.daemon();
        if (daemon.tls().isPresent()) {
            certificate("daemon.tls", daemon.certificates());
        }
        configuration
                .power()
                .metrics()
                .tls()
                .map(MetricsConfiguration.Tls::files)
                .ifPresent(files -> certificate("metrics.tls", files));
    }

    private void certificate(String key, CertificateFiles files) {
        try {
            TlsContext _ = TlsContext.server(Certificates.read(files), TlsContext.VERSIONS);
        } catch (IOException e) {
            found.add(new StartReason.CertificateUnusable(key, FailureWords.of(e)));
        }
    }

    private void ports() {
        configuration.daemon().tcp().ifPresent(at -> port("daemon.tcp", at));
        configuration.daemon().tls().ifPresent(tls -> port("daemon.tls", tls.address()));
        MetricsConfiguration metrics = configuration.power().metrics();
        metrics.plain().ifPresent(at -> port("metrics.plain", at));
        metrics.tls().ifPresent(tls -> port("metrics.tls", tls.address()));
    }

    private void port(String key, InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            found.add(
                    new StartReason.PortUnusable(
                            key,
                            "%s:%d".formatted(address.getHostString(), address.getPort()),
                            FailureWords.of(e)));
        }
    }

    /// Those of neighbours are understood by the parser already; what they show by TLS is tried.
    private void uris() {
        uri("guests.uri", configuration.guests().uri());
        configuration.ways().neighbours().forEach(this::neighbour);
    }

    private void neighbour(String uri) {
        try {
            LibvirtUri parsed = LibvirtUri.parse(uri);
            if (parsed.way() == LibvirtUri.Way.TLS) {
                ClientSettings.DEFAULT.requireCredentials(parsed);
            }
        } catch (MalformedUriException e) {
            found.add(new StartReason.UriUnusable("neighbour.hosts", FailureWords.of(e)));
        } catch (IOException e) {
            found.add(
                    new StartReason.NeighbourCertificateUnusable(
                            "neighbour.hosts", uri, FailureWords.of(e)));
        }
    }

    private void uri(String key, String uri) {
        try {
            LibvirtUri _ = LibvirtUri.parse(uri);
        } catch (MalformedUriException e) {
            found.add(new StartReason.UriUnusable(key, FailureWords.of(e)));
        }
    }

    /// A rule is not reached where an earlier one asks for less and holds as soon.
    private void rules(Ladder ladder) {
        List<Rule> rules = ladder.rules();
        for (int at = 0; at < rules.size(); at++) {
            Rule rule = rules.get(at);
            contradiction(rule);
            rules.subList(0, at).stream()
                    .filter(earlier -> rule.conditions().containsAll(earlier.conditions()))
                    .filter(earlier -> earlier.after().compareTo(rule.after()) <= 0)
                    .findFirst()
                    .map(earlier -> new StartReason.RuleUnreachable(rule.name(), earlier.name()))
                    .ifPresent(found::add);
        }
    }

    private void contradiction(Rule rule) {
        for (Condition one : rule.conditions()) {
            for (Condition other : rule.conditions()) {
                if (one instanceof Condition.Amount least
                        && other instanceof Condition.Amount most
                        && least.quantity() == most.quantity()
                        && !least.below()
                        && most.below()
                        && least.limit() > most.limit()) {
                    found.add(
                            new StartReason.RuleNeverHolds(
                                    rule.name(),
                                    least.quantity().spelling(),
                                    least.limit(),
                                    most.limit()));
                }
            }
        }
    }
}
