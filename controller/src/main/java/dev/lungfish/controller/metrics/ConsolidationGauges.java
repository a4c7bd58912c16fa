package dev.lungfish.controller.metrics;

import dev.lungfish.controller.consolidation.Consolidator;
import dev.lungfish.controller.consolidation.MoveFigures;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/// What becomes of guests and their hosts, looked up for each page. Safe for use by several
/// threads.
public record ConsolidationGauges(Consolidator consolidator) implements MultiCollector {
    private static final double NANO = 1e-9;

    @Override
    public MetricSnapshots collect() {
        MoveFigures figures = consolidator.figures();
        CounterSnapshot.Builder ended =
                CounterSnapshot.builder()
                        .name("lungfish_fleet_guest_moves_ended")
                        .help("Moves of guests that ended, by what came of them.");
        figures.ended()
                .forEach((outcome, count) ->
                        ended.dataPoint(
                                CounterDataPointSnapshot.builder()
                                        .value((double) count)
                                        .labels(Labels.of("outcome", outcome))
                                        .build()));
        return MetricSnapshots.of(
                counter(
                        "lungfish_fleet_guest_moves_begun",
                        "Moves of guests that were begun.",
                        (double) figures.begun()),
                ended.build(),
                counter(
                        "lungfish_fleet_guest_stopped_seconds",
                        "How long guests stood still as they were moved, one added to the other.",
                        figures.stopped().toNanos() * NANO),
                counter(
                        "lungfish_fleet_hosts_emptied",
                        "How often a plan left a host without guests.",
                        (double) figures.emptied()),
                gauge(
                        "lungfish_fleet_hosts_emptying",
                        "Hosts whose guests are being moved away now.",
                        figures.emptying()),
                gauge(
                        "lungfish_fleet_guest_moves_open",
                        "Moves of guests whose outcome is not known now.",
                        figures.open()),
                gauge(
                        "lungfish_fleet_guest_moves_unclear",
                        "Open moves of which nobody can say where the guest is.",
                        figures.unclear()));
    }

    private static CounterSnapshot counter(String name, String help, double value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }
}
