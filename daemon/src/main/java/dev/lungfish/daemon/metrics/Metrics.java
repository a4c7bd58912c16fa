package dev.lungfish.daemon.metrics;

import dev.lungfish.agent.config.MetricsConfiguration;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.daemon.sockets.Port;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The ports where Prometheus reads the metrics of one host.
public final class Metrics {
    private Metrics() {}

    /// What the configuration names, which may be nothing.
    ///
    /// @param page gives the page, in the form of [MetricsPage]; asked by one thread at a time
    /// @param now the settings for TLS when a port is opened, or opened anew
    /// @param clock the wall clock
    public static List<Port> ports(
            MetricsConfiguration configuration,
            Supplier<MetricsConfiguration> now,
            Supplier<byte[]> page,
            Supplier<Instant> clock,
            Log log) {
        MetricsAnswers answers = new MetricsAnswers(page, clock, log);
        List<Port> ports = new ArrayList<>();
        configuration
                .plain()
                .ifPresent(at ->
                        ports.add(port(at, false, () -> MetricsEndpoint.plain(at), answers, log)));
        configuration
                .tls()
                .ifPresent(tls ->
                        ports.add(
                                port(
                                        tls.address(),
                                        true,
                                        () -> MetricsEndpoint.secured(now.get().tls().orElse(tls)),
                                        answers,
                                        log)));
        return ports;
    }

    private static Port port(
            InetSocketAddress at,
            boolean secured,
            MetricsEndpoint.Source source,
            MetricsAnswers answers,
            Log log) {
        return new Port(
                "metrics " + at.getHostString() + ":" + at.getPort(),
                secured,
                () -> {
                    MetricsEndpoint endpoint = source.now();
                    return () -> {
                        MetricsPort port = MetricsPort.open(endpoint, answers, log);
                        log.event(new LogEvent.MetricsOpened(port.address().getPort(), secured));
                        return port::close;
                    };
                });
    }
}
