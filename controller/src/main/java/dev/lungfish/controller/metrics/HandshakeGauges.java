package dev.lungfish.controller.metrics;

import dev.lungfish.controller.endpoint.HandshakeCount;
import dev.lungfish.controller.endpoint.HostEndpoint;
import dev.lungfish.libvirt.server.HandshakeFigures;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;

/// How hosts shake hands, looked up for each page. Safe for use by several threads.
public record HandshakeGauges(HostEndpoint endpoint) implements MultiCollector {
    private static final double NANO = 1e-9;

    @Override
    public MetricSnapshots collect() {
        HandshakeCount done = endpoint.handshakes();
        HandshakeFigures figures = endpoint.figures();
        return MetricSnapshots.of(
                counter(
                        "lungfish_controller_handshakes",
                        "Handshakes of hosts with certificates that came to their end.",
                        "kind",
                        Map.of("whole", (double) done.whole(), "resumed", (double) done.resumed())),
                counter(
                        "lungfish_controller_handshakes_dropped",
                        "Dials that ended before a handshake was begun.",
                        "cause",
                        Map.of(
                                "crowd",
                                (double) figures.turnedAway(),
                                "too-late",
                                (double) figures.tooLate())),
                CounterSnapshot.builder()
                        .name("lungfish_controller_handshake_seconds")
                        .help("How long handshakes were computed, one added to the other.")
                        .dataPoint(
                                CounterDataPointSnapshot.builder()
                                        .value(endpoint.handshakeTime().toNanos() * NANO)
                                        .build())
                        .build(),
                gauge(
                        "lungfish_controller_handshakes_waiting",
                        "Dials that wait for their turn to shake hands.",
                        figures.waiting()),
                gauge(
                        "lungfish_controller_handshakes_under_way",
                        "Handshakes that have begun and not ended.",
                        (double) figures.underWay()),
                gauge(
                        "lungfish_controller_handshakes_in_work",
                        "Handshakes that are computed at this moment.",
                        figures.inWork()));
    }

    private static CounterSnapshot counter(
            String name, String help, String label, Map<String, Double> values) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        values.forEach((of, value) ->
                counter.dataPoint(
                        CounterDataPointSnapshot.builder()
                                .value(value)
                                .labels(Labels.of(label, of))
                                .build()));
        return counter.build();
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }
}
