package dev.lungfish.daemon.metrics;

import dev.lungfish.agent.config.MetricsConfiguration;
import dev.lungfish.daemon.sockets.Certificates;
import dev.lungfish.daemon.sockets.Port;
import dev.lungfish.libvirt.tls.AllowList;
import dev.lungfish.libvirt.tls.TlsContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Predicate;

/// A place where the metrics are read, and how it is protected.
///
/// @param protection empty on the loopback alone
record MetricsEndpoint(InetSocketAddress address, Optional<Protection> protection) {
    /// By TLS.
    ///
    /// @param certificateNeeded whether who reads must show a certificate of the authority
    /// @param admits whom, by that certificate
    record Protection(
            TlsContext tls, boolean certificateNeeded, Predicate<X509Certificate> admits) {}

    /// What may not be known yet.
    interface Source {
        /// The endpoint as it can be now.
        ///
        /// @throws IOException where the certificates can't be used, or no address is known
        MetricsEndpoint now() throws IOException;
    }

    static MetricsEndpoint plain(InetSocketAddress at) {
        return new MetricsEndpoint(at, Optional.empty());
    }

    static MetricsEndpoint secured(MetricsConfiguration.Tls tls) throws IOException {
        return new MetricsEndpoint(
                Port.resolved(tls.address()),
                Optional.of(
                        new Protection(
                                TlsContext.server(
                                        Certificates.read(tls.files()), TlsContext.VERSIONS),
                                tls.certificateNeeded(),
                                AllowList.of(tls.allowed()))));
    }
}
