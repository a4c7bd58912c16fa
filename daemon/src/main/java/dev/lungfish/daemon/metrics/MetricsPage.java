package dev.lungfish.daemon.metrics;

import dev.lungfish.api.CpuReport;
import dev.lungfish.api.Explanation;
import dev.lungfish.core.policy.Rule;
import dev.lungfish.core.power.CpuReadings.IdleState;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import dev.lungfish.core.power.CpuReadings.Processor;
import dev.lungfish.core.power.FrequencyPolicy;
import dev.lungfish.core.reason.Reason;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes the metrics in the form that Prometheus reads. What is not known is left out.
/// `docs/metrics.md` lists them.
///
/// **Source:** Prometheus, "Metric and label naming": base units, `_total` on counters, `_info` on
/// what labels tell, `_timestamp_seconds` on times; a time is exported, not the age, and a counter
/// begins at 0 ("Instrumentation").
final class MetricsPage {
    /// Of the form that is written.
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double HERTZ = 1000;
    private static final double MICRO = 1e-6;
    private static final double NANO = 1e-9;

    private MetricsPage() {}

    /// The page.
    static byte[] write(MetricsContent content) {
        Families families = new Families();
        processors(content.cpu(), families);
        SleepFamilies.add(content, families);
        trouble(content.trouble(), families);
        content.explanation().ifPresent(told -> policy(told, families));
        return families.text();
    }

    private static void trouble(MetricsContent.Trouble trouble, Families families) {
        families.gauge(
                "lungfish_state_problems",
                "What is wrong with the state directory, by the code of the reason.",
                values -> {
                    Map<String, Long> codes =
                            trouble.state().stream()
                                    .collect(
                                            Collectors.groupingBy(
                                                    Reason::code, Collectors.counting()));
                    codes.forEach((code, count) -> values.add(count, "code", code));
                });
        families.counter(
                "lungfish_log_entries_lost",
                "Entries of the log that nobody read in time, since the daemon was started.",
                values -> values.add((double) trouble.lostEntries()));
    }

    private static void processors(CpuReport report, Families families) {
        families.gauge(
                "lungfish_cpu_frequency_hertz",
                "How fast each group of processors runs.",
                values -> {
                    for (FrequencyPolicy group : report.readings().groups()) {
                        group.current()
                                .toOptional()
                                .ifPresent(now ->
                                        values.add(now.kilohertz() * HERTZ, "group", group.name()));
                    }
                });
        families.counter(
                "lungfish_cpu_idle_seconds",
                "How long each processor was in each idle state.",
                values -> report.readings().processors().forEach(cpu -> idle(cpu, values)));
        families.counter(
                "lungfish_energy_joules",
                "The energy that each zone counts; begins again at its range.",
                values -> {
                    for (PowerZone zone : report.readings().powerZones()) {
                        zone.energy()
                                .toOptional()
                                .ifPresent(energy ->
                                        values.add(
                                                energy.microjoules() * MICRO,
                                                "zone",
                                                zone.label()));
                    }
                });
        families.gauge(
                "lungfish_power_watts",
                "The power of each zone now.",
                values ->
                        report.watts()
                                .forEach((zone, power) -> values.add(power.watts(), "zone", zone)));
    }

    private static void idle(Processor processor, Families.Values values) {
        for (IdleState state : processor.idleStates().toOptional().orElse(List.of())) {
            Optional<String> name = state.name().toOptional();
            Optional<Duration> time = state.time().toOptional();
            if (name.isPresent() && time.isPresent()) {
                values.add(
                        time.get().toNanos() * NANO,
                        "cpu",
                        Integer.toString(processor.number()),
                        "state",
                        name.get());
            }
        }
    }

    private static void policy(Explanation told, Families families) {
        families.gauge(
                "lungfish_blockers",
                "How many things keep the host awake, as the policy saw last.",
                values -> values.add(told.situation().blockers().size()));
        families.gauge(
                "lungfish_policy_rule",
                "1 for the rule of the policy that holds.",
                values ->
                        told.decision()
                                .rule()
                                .map(Rule::name)
                                .ifPresent(name -> values.add(1, "rule", name)));
    }
}
