package dev.lungfish.daemon.metrics;

import dev.lungfish.agent.config.MetricsConfiguration;
import dev.lungfish.daemon.sockets.Certificates;
import dev.lungfish.libvirt.tls.TlsContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A place where the metrics are read, and how it is protected.
///
/// @param protection empty on the loopback alone
record MetricsEndpoint(InetSocketAddress address, Optional<Protection> protection) {
    /// By TLS.
    ///
    /// @param certificateNeeded whether who reads must show a certificate of the authority
    /// @param admits whom, by the distinguished name of that certificate as in RFC 2253
    record Protection(TlsContext tls, boolean certificateNeeded, Predicate<String> admits) {}

    /// All that a configuration names.
    ///
    /// @throws IOException where the certificates can't be used
    static List<MetricsEndpoint> of(MetricsConfiguration configuration) throws IOException {
        List<MetricsEndpoint> doors = new ArrayList<>();
        configuration.plain().ifPresent(at -> doors.add(new MetricsEndpoint(at, Optional.empty())));
        if (configuration.tls().isPresent()) {
            MetricsConfiguration.Tls tls = configuration.tls().get();
            doors.add(
                    new MetricsEndpoint(
                            tls.address(),
                            Optional.of(
                                    new Protection(
                                            TlsContext.server(
                                                    Certificates.read(tls.files()),
                                                    TlsContext.VERSIONS),
                                            tls.certificateNeeded(),
                                            Certificates.admits(tls.allowed())))));
        }
        return doors;
    }
}
