package dev.lungfish.agent.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Understands the table of the metrics.
final class MetricsTable {
    static final String NAME = "metrics";

    private static final int PORT = 9750;

    /// Addresses alone, so that nothing is asked of a resolver.
    private static final Pattern LOOPBACK =
            Pattern.compile("(127(?:\\.[0-9]{1,3}){3}|\\[::1]):([0-9]{1,5})");

    private MetricsTable() {}

    /// @param certificates the daemon's
    static MetricsConfiguration understand(
            ConfigurationTable table, CertificateFiles certificates) {
        MetricsConfiguration metrics =
                new MetricsConfiguration(
                        table.text("listen", MetricsTable::loopback), tls(table, certificates));
        table.refuseUnknown();
        return metrics;
    }

    private static Optional<MetricsConfiguration.Tls> tls(
            ConfigurationTable table, CertificateFiles certificates) {
        Optional<InetSocketAddress> address =
                table.text("tls", text -> DaemonTable.address(text, PORT));
        boolean certificateNeeded = table.flag("tls_client_certificate", true);
        Optional<List<String>> allowed =
                DaemonTable.allowed(table, "[\"CN=prometheus,O=Example\"]");
        if (!certificateNeeded && allowed.isPresent()) {
            table.wrong("tls_allowed", new ConfigurationReason.MetricsNamesUnused());
        }
        return address.map(
                at -> new MetricsConfiguration.Tls(at, certificates, certificateNeeded, allowed));
    }

    private static InetSocketAddress loopback(String text) {
        Matcher matcher = LOOPBACK.matcher(text);
        try {
            if (matcher.matches() && Integer.parseInt(matcher.group(2)) <= 65_535) {
                return new InetSocketAddress(
                        InetAddress.getByName(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)));
            }
        } catch (UnknownHostException _) {
            // Told below.
        }
        throw new IllegalArgumentException(
                "a place on the loopback like \"127.0.0.1:9750\" or \"[::1]:9750\" expected, found"
                        + " '%s".formatted(text)
                        + "': there the metrics have no protection; 'metrics.tls' listens"
                        + " elsewhere");
    }
}
