package dev.lungfish.controller.metrics;

import dev.lungfish.controller.energy.EnergyLedger;
import dev.lungfish.core.fleet.energy.EnergyUse;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;

/// What was booked of the energy of each pool since the controller started. Safe for use by several
/// threads.
public record EnergyCounters(EnergyLedger ledger) implements MultiCollector {
    private static final double MILLI = 1e-3;

    @Override
    public MetricSnapshots collect() {
        CounterSnapshot.Builder used =
                CounterSnapshot.builder()
                        .name("lungfish_fleet_energy_used_joules")
                        .help("What hosts used, and how that is known.");
        CounterSnapshot.Builder unknown =
                CounterSnapshot.builder()
                        .name("lungfish_fleet_energy_unknown_seconds")
                        .help("Time of hosts of which it is not known what they did.");
        GaugeSnapshot.Builder saved =
                GaugeSnapshot.builder()
                        .name("lungfish_fleet_energy_saved_joules")
                        .help(
                                "What sleeps have saved since the controller started, less what"
                                        + " they cost. It sinks where hosts sleep too shortly.");
        for (Map.Entry<String, EnergyUse> pool : ledger.totals().entrySet()) {
            EnergyUse use = pool.getValue();
            used.dataPoint(counted(pool.getKey(), "measured", use.whole()));
            used.dataPoint(counted(pool.getKey(), "part", use.partUse()));
            used.dataPoint(counted(pool.getKey(), "model", use.model()));
            unknown.dataPoint(
                    CounterDataPointSnapshot.builder()
                            .value(use.unknown() * MILLI)
                            .labels(Labels.of("pool", pool.getKey()))
                            .build());
            saved.dataPoint(
                    GaugeDataPointSnapshot.builder()
                            .value(use.saved() * MILLI)
                            .labels(Labels.of("pool", pool.getKey()))
                            .build());
        }
        return MetricSnapshots.of(used.build(), unknown.build(), saved.build());
    }

    private static CounterDataPointSnapshot counted(String pool, String how, long millijoules) {
        return CounterDataPointSnapshot.builder()
                .value(millijoules * MILLI)
                .labels(Labels.of("pool", pool, "how", how))
                .build();
    }
}
