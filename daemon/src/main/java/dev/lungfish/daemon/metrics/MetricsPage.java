package dev.lungfish.daemon.metrics;

import dev.lungfish.api.CpuReport;
import dev.lungfish.api.Explanation;
import dev.lungfish.core.policy.Rule;
import dev.lungfish.core.power.CpuReadings.IdleState;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import dev.lungfish.core.power.CpuReadings.Processor;
import dev.lungfish.core.power.FrequencyPolicy;
import dev.lungfish.state.journal.SleepTotals;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Writes the metrics in the form that Prometheus reads. What is not known is left out.
///
/// **Source:** Prometheus, "Metric and label naming": base units, `_total` on counters.
public final class MetricsPage {
    /// Of the form that is written.
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double HERTZ = 1000;
    private static final double MICRO = 1e-6;
    private static final double NANO = 1e-9;

    private MetricsPage() {}

    /// The page.
    ///
    /// @param past how all requests went that the journal has
    /// @param explanation of the last look of the policy; empty where there is none
    public static byte[] write(
            CpuReport report, SleepTotals past, Optional<Explanation> explanation) {
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(frequencies(report));
        all.add(idle(report));
        all.add(energy(report));
        all.add(watts(report));
        all.add(sleeps(past));
        all.add(asleep(past));
        explanation.ifPresent(told -> policy(told, all));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(bytes, new MetricSnapshots(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static MetricSnapshot frequencies(CpuReport report) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder()
                        .name("lungfish_cpu_frequency_hertz")
                        .help("How fast each group of processors runs.");
        for (FrequencyPolicy group : report.readings().groups()) {
            group.current()
                    .toOptional()
                    .ifPresent(now ->
                            gauge.dataPoint(
                                    point(
                                            now.kilohertz() * HERTZ,
                                            Labels.of("group", group.name()))));
        }
        return gauge.build();
    }

    private static MetricSnapshot idle(CpuReport report) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder()
                        .name("lungfish_cpu_idle_seconds")
                        .help("How long each processor was in each idle state.");
        for (Processor processor : report.readings().processors()) {
            for (IdleState state : processor.idleStates().toOptional().orElse(List.of())) {
                Optional<String> name = state.name().toOptional();
                Optional<Duration> time = state.time().toOptional();
                if (name.isPresent() && time.isPresent()) {
                    counter.dataPoint(
                            count(
                                    time.get().toNanos() * NANO,
                                    Labels.of(
                                            "cpu",
                                            Integer.toString(processor.number()),
                                            "state",
                                            name.get())));
                }
            }
        }
        return counter.build();
    }

    private static MetricSnapshot energy(CpuReport report) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder()
                        .name("lungfish_energy_joules")
                        .help("The energy that each zone counts; begins again at its range.");
        for (PowerZone zone : report.readings().powerZones()) {
            zone.energy()
                    .toOptional()
                    .ifPresent(energy ->
                            counter.dataPoint(
                                    count(
                                            energy.microjoules() * MICRO,
                                            Labels.of("zone", zone.label()))));
        }
        return counter.build();
    }

    private static MetricSnapshot watts(CpuReport report) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder()
                        .name("lungfish_power_watts")
                        .help("The power of each zone now.");
        report.watts()
                .forEach((zone, power) ->
                        gauge.dataPoint(point(power.watts(), Labels.of("zone", zone))));
        return gauge.build();
    }

    private static MetricSnapshot sleeps(SleepTotals past) {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder()
                        .name("lungfish_sleeps")
                        .help("Requests to sleep that ended, by their outcomes.");
        new TreeMap<>(past.outcomes())
                .forEach((outcome, number) ->
                        counter.dataPoint(count(number, Labels.of("outcome", outcome))));
        return counter.build();
    }

    private static MetricSnapshot asleep(SleepTotals past) {
        return CounterSnapshot.builder()
                .name("lungfish_asleep_seconds")
                .help("How long the host has slept by our requests.")
                .dataPoint(count(past.asleep().toMillis() / 1000.0, Labels.EMPTY))
                .build();
    }

    private static void policy(Explanation told, List<MetricSnapshot> all) {
        all.add(
                GaugeSnapshot.builder()
                        .name("lungfish_blockers")
                        .help("How many things keep the host awake, as the policy saw last.")
                        .dataPoint(point(told.situation().blockers().size(), Labels.EMPTY))
                        .build());
        GaugeSnapshot.Builder rule =
                GaugeSnapshot.builder()
                        .name("lungfish_policy_rule")
                        .help("1 for the rule of the policy that holds.");
        told.decision()
                .rule()
                .map(Rule::name)
                .ifPresent(name -> rule.dataPoint(point(1, Labels.of("rule", name))));
        all.add(rule.build());
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    private static CounterDataPointSnapshot count(double value, Labels labels) {
        return CounterDataPointSnapshot.builder().value(value).labels(labels).build();
    }
}
