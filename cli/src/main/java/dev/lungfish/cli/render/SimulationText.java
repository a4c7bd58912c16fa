package dev.lungfish.cli.render;

import dev.lungfish.replay.Simulation;
import dev.lungfish.replay.result.Figures;
import java.time.Duration;
import java.util.Locale;

/// What a simulation shows, for people: a table of at most 80 columns.
public final class SimulationText {
    private static final double KWH = 3.6e6;

    private SimulationText() {}

    /// The whole page.
    public static String of(Simulation simulation) {
        StringBuilder page = new StringBuilder();
        Duration length = simulation.length();
        page.append(
                line(
                        String.format(
                                Locale.ROOT,
                                "%s: %d hosts, %.1f days; T* is %.0f s",
                                simulation.trace(),
                                simulation.setting().hosts(),
                                length.toMillis() / 86_400_000.0,
                                simulation.setting().power().breakEven().toMillis() / 1e3)));
        page.append('\n');
        page.append(
                line(
                        String.format(
                                Locale.ROOT,
                                "%-16s %10s %8s %7s %9s %9s %7s %7s",
                                "POLICY",
                                "KWH",
                                "/ORACLE",
                                "KEPT %",
                                "WAKES",
                                "CHECK-INS",
                                "WAIT 50",
                                "99 %")));
        for (Figures policy : simulation.policies()) {
            page.append(
                    line(
                            String.format(
                                    Locale.ROOT,
                                    "%-16s %10.2f %8.4f %7.1f %9.2f %9.2f %6.0fs %6.0fs",
                                    policy.policy(),
                                    policy.joules() / KWH,
                                    simulation.overOracle(policy),
                                    simulation.kept(policy) * 100,
                                    simulation.perHostDay(policy.sleeps()),
                                    simulation.perHostDay(policy.checkIns()),
                                    policy.waits().quantile(0.5) / 1e3,
                                    policy.waits().quantile(0.99) / 1e3)));
        }
        page.append(
                line(
                        String.format(
                                Locale.ROOT,
                                "%-16s %10.2f %8.4f",
                                "oracle",
                                simulation.oracle().least() / KWH,
                                1.0)));
        page.append(
                line(
                        String.format(
                                Locale.ROOT,
                                "%-16s %10.2f %8.4f",
                                "  leases alone",
                                simulation.unruled().least() / KWH,
                                simulation.unruled().least() / simulation.oracle().least())));
        page.append('\n');
        page.append(
                "Wakes and check-ins are for each host and day. Energy is that beside the work.\n");
        return page.toString();
    }

    private static String line(String text) {
        return text.concat("\n");
    }
}
