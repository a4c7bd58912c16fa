package dev.lungfish.daemon.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The families of metrics of one page. Of two values with the same labels the last one is kept, as
/// Prometheus takes none of a page that has both. For one thread.
final class Families {
    private final List<MetricSnapshot> all = new ArrayList<>();

    /// The values of one family.
    static final class Values {
        private final Map<Labels, Double> values = new LinkedHashMap<>();

        /// Adds one.
        ///
        /// @param labels names and values by turns
        void add(double value, String... labels) {
            values.put(Labels.of(labels), value);
        }

        /// Adds one that is 1 or 0.
        void add(boolean holds, String... labels) {
            add(holds ? 1 : 0, labels);
        }

        /// Adds a time, as seconds since 1970.
        void add(Instant time, String... labels) {
            add(time.toEpochMilli() / 1000.0, labels);
        }
    }

    /// Values that go up and down.
    ///
    /// @param filled adds them
    void gauge(String name, String help, Consumer<Values> filled) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values(filled)
                .forEach((labels, value) ->
                        gauge.dataPoint(
                                GaugeDataPointSnapshot.builder()
                                        .value(value)
                                        .labels(labels)
                                        .build()));
        all.add(gauge.build());
    }

    /// Values that only grow.
    ///
    /// @param name without `_total`
    /// @param filled adds them
    void counter(String name, String help, Consumer<Values> filled) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        values(filled)
                .forEach((labels, value) ->
                        counter.dataPoint(
                                CounterDataPointSnapshot.builder()
                                        .value(value)
                                        .labels(labels)
                                        .build()));
        all.add(counter.build());
    }

    /// What is told by labels alone.
    ///
    /// @param name without `_info`
    void info(String name, String help, String... labels) {
        all.add(
                InfoSnapshot.builder()
                        .name(name)
                        .help(help)
                        .dataPoint(
                                InfoSnapshot.InfoDataPointSnapshot.builder()
                                        .labels(Labels.of(labels))
                                        .build())
                        .build());
    }

    private static Map<Labels, Double> values(Consumer<Values> filled) {
        Values values = new Values();
        filled.accept(values);
        return values.values;
    }

    /// The page.
    byte[] text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(bytes, new MetricSnapshots(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
