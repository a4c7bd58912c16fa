package dev.lungfish.cli.render;

import dev.lungfish.replay.Simulation;
import dev.lungfish.replay.result.Figures;
import java.util.List;
import java.util.Locale;

/// What became of each policy with each of several traces, as one table.
public final class SimulationTable {
    private SimulationTable() {}

    /// For pages.
    public static String markdown(List<Simulation> simulations) {
        StringBuilder table =
                new StringBuilder(
                        """
                        | trace | policy | energy over the oracle | saving kept | wakes in a host-day | median wait | p99 of the wait |
                        |---|---|---|---|---|---|---|
                        """);
        for (Simulation simulation : simulations) {
            for (Figures policy : simulation.policies()) {
                table.append(
                        String.format(
                                Locale.ROOT,
                                "| %s | %s | %.3f | %.1f %% | %.2f | %.1f s | %.1f s |\n",
                                simulation.trace().replace("|", "\\|"),
                                policy.policy(),
                                simulation.overOracle(policy),
                                simulation.kept(policy) * 100,
                                simulation.perHostDay(policy.sleeps()),
                                policy.waits().quantile(0.5) / 1e3,
                                policy.waits().quantile(0.99) / 1e3));
            }
        }
        return table.toString();
    }

    /// For programs, as RFC 4180 has it, but for lines that end as the others of this program.
    public static String csv(List<Simulation> simulations) {
        StringBuilder table =
                new StringBuilder(
                        """
                        trace,hosts,days,policy,energy_over_oracle,saving_kept,wakes_per_host_day,wait_p50_seconds,wait_p99_seconds
                        """);
        for (Simulation simulation : simulations) {
            for (Figures policy : simulation.policies()) {
                table.append(
                        String.format(
                                Locale.ROOT,
                                "\"%s\",%d,%.3f,%s,%.6f,%.6f,%.4f,%.3f,%.3f\n",
                                simulation.trace().replace("\"", "\"\""),
                                simulation.setting().hosts(),
                                simulation.length().toMillis() / 86_400_000.0,
                                policy.policy(),
                                simulation.overOracle(policy),
                                simulation.kept(policy),
                                simulation.perHostDay(policy.sleeps()),
                                policy.waits().quantile(0.5) / 1e3,
                                policy.waits().quantile(0.99) / 1e3));
            }
        }
        return table.toString();
    }
}
