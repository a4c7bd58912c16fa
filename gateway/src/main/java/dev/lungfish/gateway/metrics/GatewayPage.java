package dev.lungfish.gateway.metrics;

import dev.lungfish.gateway.relay.GatewayCounters.Counts;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// The metrics of a gateway in the text format of Prometheus.
final class GatewayPage {
    private GatewayPage() {}

    static byte[] of(Counts counts) {
        MetricSnapshots all =
                new MetricSnapshots(
                        counter(
                                "lungfish_gateway_connections",
                                "connections that were accepted",
                                counts.accepted()),
                        gauge(
                                "lungfish_gateway_held_connections",
                                "connections that wait for a host, or for their first bytes",
                                counts.held()),
                        gauge(
                                "lungfish_gateway_spliced_connections",
                                "connections with both sides open, parked ones included",
                                counts.spliced()),
                        gauge(
                                "lungfish_gateway_parked_connections",
                                "idle connections that do not keep their host awake",
                                counts.parked()),
                        CounterSnapshot.builder()
                                .name("lungfish_gateway_bytes")
                                .help("bytes that came from clients and from targets")
                                .dataPoint(point(counts.toTarget(), "from", "client"))
                                .dataPoint(point(counts.toClient(), "from", "target"))
                                .build(),
                        labelled(
                                "lungfish_gateway_wakes",
                                "wakes that began, by host",
                                "host",
                                counts.wakes()),
                        labelled(
                                "lungfish_gateway_refusals",
                                "connections and wakes that were refused, by the code of the"
                                        + " reason",
                                "code",
                                counts.refusals()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(bytes, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static CounterDataPointSnapshot point(long value, String... labels) {
        return CounterDataPointSnapshot.builder()
                .value((double) value)
                .labels(Labels.of(labels))
                .build();
    }

    private static CounterSnapshot counter(String name, String help, long value) {
        return CounterSnapshot.builder().name(name).help(help).dataPoint(point(value)).build();
    }

    private static CounterSnapshot labelled(
            String name, String help, String label, Map<String, Long> values) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        values.forEach((of, value) -> counter.dataPoint(point(value, label, of)));
        return counter.build();
    }

    private static GaugeSnapshot gauge(String name, String help, long value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value((double) value).build())
                .build();
    }
}
