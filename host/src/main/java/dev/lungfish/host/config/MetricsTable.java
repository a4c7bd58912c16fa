package dev.lungfish.host.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Understands the table of the metrics.
final class MetricsTable {
    static final String NAME = "metrics";

    /// Addresses alone, so that nothing is asked of a resolver.
    private static final Pattern ADDRESS =
            Pattern.compile("(127(?:\\.[0-9]{1,3}){3}|\\[::1]):([0-9]{1,5})");

    private MetricsTable() {}

    static Optional<InetSocketAddress> understand(ConfigurationTable table) {
        Optional<InetSocketAddress> address = table.text("listen", MetricsTable::address);
        table.refuseUnknown();
        return address;
    }

    private static InetSocketAddress address(String text) {
        Matcher matcher = ADDRESS.matcher(text);
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
                        + " '"
                        + text
                        + "'; the metrics have no protection of their own");
    }
}
