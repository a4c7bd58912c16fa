package dev.lungfish.agent.config;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// The addresses of the metrics for Prometheus.
///
/// @param plain on the loopback, without any protection; empty for none
/// @param tls empty for none
public record MetricsConfiguration(Optional<InetSocketAddress> plain, Optional<Tls> tls) {
    /// An address with TLS.
    ///
    /// @param certificateNeeded whether a reader must present a certificate of the authority
    /// @param allowed which readers, as `AllowList` understands them; empty for all that the
    ///   authority signed
    public record Tls(
            InetSocketAddress address,
            CertificateFiles files,
            boolean certificateNeeded,
            Optional<List<String>> allowed) {
        public Tls {
            allowed = allowed.map(List::copyOf);
        }
    }

    /// No address.
    static MetricsConfiguration usual() {
        return new MetricsConfiguration(Optional.empty(), Optional.empty());
    }
}
