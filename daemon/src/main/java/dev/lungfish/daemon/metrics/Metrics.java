package dev.lungfish.daemon.metrics;

import dev.lungfish.agent.config.MetricsConfiguration;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// All ports where Prometheus reads the metrics of one host.
public final class Metrics implements AutoCloseable {
    private final List<MetricsPort> ports;

    private Metrics(List<MetricsPort> ports) {
        this.ports = List.copyOf(ports);
    }

    /// Opens what the configuration names, which may be nothing.
    ///
    /// @param page gives the page, in the form of [MetricsPage]; asked by one thread at a time
    /// @param clock the wall clock
    /// @throws IOException where a port can't be opened, or a certificate not be used
    public static Metrics open(
            MetricsConfiguration configuration,
            Supplier<byte[]> page,
            Supplier<Instant> clock,
            Log log)
            throws IOException {
        MetricsAnswers answers = new MetricsAnswers(page, clock, log);
        List<MetricsPort> opened = new ArrayList<>();
        try {
            for (MetricsEndpoint door : MetricsEndpoint.of(configuration)) {
                MetricsPort port = MetricsPort.open(door, answers, log);
                opened.add(port);
                log.event(
                        new LogEvent.MetricsOpened(
                                port.address().getPort(), door.protection().isPresent()));
            }
        } catch (IOException e) {
            opened.forEach(MetricsPort::close);
            throw e;
        }
        return new Metrics(opened);
    }

    /// Where they are read.
    public List<InetSocketAddress> addresses() {
        return ports.stream().map(MetricsPort::address).toList();
    }

    @Override
    public void close() {
        ports.forEach(MetricsPort::close);
    }
}
