package dev.lungfish.sim.fleet.run;

import dev.lungfish.sim.fleet.check.FleetViolation;

/// Searches for a violation, seed by seed, on the calling thread.
public final class FleetHunt {
    private FleetHunt() {}

    /// The first violation of the seeds from 1 on: its invariant and the number of seeds; empty if
    /// there is none.
    public static String firstViolation(long seeds) {
        FleetFigures figures = new FleetFigures();
        for (long seed = 1; seed <= seeds; seed++) {
            try {
                long _ = FleetRun.of(seed, figures, _ -> {});
            } catch (FleetViolation e) {
                return "%-24s %,7d seeds".formatted(e.invariant().spelling(), seed);
            }
        }
        return "";
    }
}
