package dev.lungfish.agent.config;

import dev.lungfish.libvirt.share.Startups;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses the table of the daemon.
final class DaemonTable {
    static final String NAME = "daemon";
    private static final int MOST_CLIENTS = 100_000;
    private static final int TCP_PORT = 16_509;
    private static final int TLS_PORT = 16_514;

    /// `*:16509`, `[::1]:16509`, `lab.example:16509`, `127.0.0.1`.
    private static final Pattern ADDRESS =
            Pattern.compile("(\\*|\\[[0-9a-fA-F:.]+]|[^:\\[\\]\\s*]+)(?::([0-9]{1,5}))?");

    private static final Pattern STARTUPS =
            Pattern.compile("([0-9]{1,6}):([0-9]{1,3}):([0-9]{1,6})");

    private DaemonTable() {}

    static DaemonConfiguration understand(ConfigurationTable table) {
        DaemonConfiguration daemon =
                new DaemonConfiguration(
                        table.text("socket_folder", DaemonTable::folder),
                        table.text("libvirt_socket_folder", DaemonTable::folder),
                        table.flag("libvirt_sockets", true),
                        table.text("group", DaemonTable::group),
                        table.text("tcp", text -> address(text, TCP_PORT)),
                        tls(table),
                        certificates(table),
                        table.number("clients", DaemonConfiguration.USUAL_CLIENTS, 1, MOST_CLIENTS),
                        startups(table));
        table.refuseUnknown();
        return daemon;
    }

    private static Startups startups(ConfigurationTable table) {
        int perSource =
                table.number("startups_per_source", Startups.USUAL.perSource(), 1, MOST_CLIENTS);
        return table.text("startups", text -> startups(text, perSource))
                .orElseGet(() -> Startups.USUAL.withPerSource(perSource));
    }

    /// As sshd's `MaxStartups`.
    private static Startups startups(String text, int perSource) {
        Matcher numbers = STARTUPS.matcher(text);
        if (numbers.matches()) {
            try {
                return new Startups(
                        Integer.parseInt(numbers.group(1)),
                        Integer.parseInt(numbers.group(2)),
                        Integer.parseInt(numbers.group(3)),
                        perSource);
            } catch (IllegalArgumentException _) {
                // told below
            }
        }
        throw new IllegalArgumentException(
                "START:RATE:FULL expected, like \"128:30:512\": from START clients on RATE of 100 are turned away, and all at FULL; found '%s'"
                        .formatted(text));
    }

    private static Optional<DaemonConfiguration.Tls> tls(ConfigurationTable table) {
        Optional<InetSocketAddress> address = table.text("tls", text -> address(text, TLS_PORT));
        Optional<List<String>> allowed = allowed(table, "[\"CN=lab,O=Example\"]");
        return address.map(at -> new DaemonConfiguration.Tls(at, allowed));
    }

    /// Whom a list admits; empty where there is none, which admits all.
    static Optional<List<String>> allowed(ConfigurationTable table, String example) {
        List<String> names = table.texts("tls_allowed", "distinguished name", example);
        return table.has("tls_allowed") ? Optional.of(names) : Optional.empty();
    }

    private static CertificateFiles certificates(ConfigurationTable table) {
        CertificateFiles usual = CertificateFiles.usual();
        return new CertificateFiles(
                file(table, "tls_certificate", usual.certificate()),
                file(table, "tls_key", usual.key()),
                file(table, "tls_authority", usual.authority()),
                file(table, "tls_revoked", usual.revoked()));
    }

    private static Path file(ConfigurationTable table, String key, Path usual) {
        return table.text(key, DaemonTable::folder).orElse(usual);
    }

    static Path folder(String text) {
        try {
            if (text.startsWith("/")) {
                return Path.of(text);
            }
        } catch (InvalidPathException _) {
            throw new IllegalArgumentException("'" + text + "' is no path");
        }
        throw new IllegalArgumentException("a path from the root expected, found '" + text + "'");
    }

    static String group(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the name of a group expected");
        }
        return text;
    }

    static InetSocketAddress address(String text, int usualPort) {
        Matcher matcher = ADDRESS.matcher(text);
        int port =
                !matcher.matches()
                        ? -1
                        : matcher.group(2) == null ? usualPort : Integer.parseInt(matcher.group(2));
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "'%s' is no place to listen: ADDRESS:PORT expected, like \"*:%d\" or \"127.0.0.1:%d\""
                            .formatted(text, usualPort, usualPort));
        }
        String host = matcher.group(1);
        if (host.equals("*")) {
            return new InetSocketAddress(port);
        }
        return host.startsWith("[") || host.matches("[0-9.]+")
                ? literal(host.replaceAll("[\\[\\]]", ""), port)
                // Its address may be known later than the configuration is read.
                : InetSocketAddress.createUnresolved(host, port);
    }

    private static InetSocketAddress literal(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(host), port);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("'" + host + "' is no address");
        }
    }
}
