package dev.lungfish.agent.config;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Where Prometheus finds the metrics.
///
/// @param plain on the loopback, without any protection; empty for nowhere
/// @param tls empty for nowhere
public record MetricsConfiguration(Optional<InetSocketAddress> plain, Optional<Tls> tls) {
    /// A place where they are read by TLS.
    ///
    /// @param certificateNeeded whether who reads must show a certificate of the authority
    /// @param allowed distinguished names of who may read, in which `*` stands for any characters;
    ///   empty for all that the authority signed
    public record Tls(
            InetSocketAddress address,
            CertificateFiles files,
            boolean certificateNeeded,
            List<String> allowed) {
        public Tls {
            allowed = List.copyOf(allowed);
        }
    }

    /// Nowhere.
    static MetricsConfiguration usual() {
        return new MetricsConfiguration(Optional.empty(), Optional.empty());
    }
}
