package dev.lungfish.controller.metrics;

import dev.lungfish.controller.store.EventTable;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.state.json.JsonObject;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is counted while the controller runs, and the page that tells it. Counters begin at 0 with
/// the controller. Safe for use by several threads.
///
/// **Source:** Prometheus, "Metric and label naming" and "Instrumentation".
public final class FleetMetrics {
    /// Of the page.
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double NANO = 1e-9;
    private static final double[] SECONDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5
    };

    /// The states that a host can be in; each has a value from the start.
    private static final List<String> STATES =
            List.of(
                    "unknown",
                    "awake",
                    "draining",
                    "ordered",
                    "asleep",
                    "limbo",
                    "due",
                    "waking",
                    "settling",
                    "overdue",
                    "lost",
                    "sick",
                    "external",
                    "maintenance");

    private static final int ENDED_REMEMBERED = 4096;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram checkIns =
            Histogram.builder()
                    .name("lungfish_controller_check_in_duration_seconds")
                    .help("From the call of a host to the answer.")
                    .classicOnly()
                    .classicUpperBounds(SECONDS)
                    .register(registry);
    private final Histogram ticks =
            Histogram.builder()
                    .name("lungfish_controller_plan_duration_seconds")
                    .help("One run over all hosts: what is due, demands, and who is missing.")
                    .classicOnly()
                    .classicUpperBounds(SECONDS)
                    .register(registry);
    private final Counter changes =
            Counter.builder()
                    .name("lungfish_fleet_state_changes_total")
                    .help("How often hosts came into each state.")
                    .labelNames("state")
                    .register(registry);
    private final Counter wakes =
            Counter.builder()
                    .name("lungfish_fleet_wakes_total")
                    .help("Wakes by what came of them.")
                    .labelNames("outcome")
                    .register(registry);
    private final Counter leases =
            Counter.builder()
                    .name("lungfish_fleet_leases_granted_total")
                    .help("Leases that were given.")
                    .register(registry);
    private final Counter sleeps =
            Counter.builder()
                    .name("lungfish_fleet_sleeps_total")
                    .help("Leases that ended, by what the host told of them.")
                    .labelNames("outcome")
                    .register(registry);

    /// Leases whose end was counted: a call that was not answered is made again.
    private final Set<String> ended =
            Collections.synchronizedSet(
                    Collections.newSetFromMap(
                            new LinkedHashMap<>() {
                                @Override
                                protected boolean removeEldestEntry(
                                        Map.Entry<String, Boolean> eldest) {
                                    return size() > ENDED_REMEMBERED;
                                }
                            }));

    /// @param version of the program
    public FleetMetrics(String version) {
        Info.builder()
                .name("lungfish_controller_build_info")
                .help("What runs.")
                .labelNames("version", "java")
                .register(registry)
                .addLabelValues(version, Runtime.version().toString());
        STATES.forEach(changes::initLabelValues);
        List.of("back", "overdue", "other").forEach(wakes::initLabelValues);
        Arrays.stream(CheckIn.Ending.values())
                .map(CheckIn.Ending::spelling)
                .forEach(sleeps::initLabelValues);
    }

    /// A call was answered.
    public void checkedIn(Duration took) {
        checkIns.observe(took.toNanos() * NANO);
    }

    /// A run over all hosts has ended.
    public void planned(Duration took) {
        ticks.observe(took.toNanos() * NANO);
    }

    /// A host has told how a lease ended.
    public void slept(CheckIn.EndedLease lease) {
        if (ended.add(lease.id())) {
            sleeps.labelValues(lease.ending().spelling()).inc();
        }
    }

    /// Something has happened.
    public void happened(EventTable.Row event) {
        switch (event.code()) {
            case "fleet-host-state" -> {
                JsonObject state =
                        JsonObject.parse(event.reason().getBytes(StandardCharsets.UTF_8))
                                .object("parameters");
                changed(state.text("before"), state.text("now"));
            }
            case "lease-granted" -> leases.inc();
            default -> {}
        }
    }

    private void changed(String before, String now) {
        if (STATES.contains(now)) {
            changes.labelValues(now).inc();
        }
        if (before.equals("waking")) {
            wakes.labelValues(
                            switch (now) {
                                case "settling", "awake", "sick" -> "back";
                                case "overdue" -> "overdue";
                                default -> "other";
                            })
                    .inc();
        }
    }

    static List<String> states() {
        return STATES;
    }

    /// Adds what is looked up when the page is asked for.
    public void add(MultiCollector more) {
        registry.register(more);
    }

    /// The page.
    public byte[] page() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(bytes, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
