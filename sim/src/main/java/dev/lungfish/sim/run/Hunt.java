package dev.lungfish.sim.run;

import dev.lungfish.sim.check.Violation;

/// Searches for a violation, seed by seed, on the calling thread.
public final class Hunt {
    private Hunt() {}

    /// The first violation of the seeds from 1 on: its invariant and the number of seeds; empty if
    /// there is none.
    public static String firstViolation(long seeds) {
        Figures figures = new Figures();
        for (long seed = 1; seed <= seeds; seed++) {
            try {
                Run.of(seed, figures, Trace.none());
            } catch (Violation e) {
                return "%-24s %,7d seeds".formatted(e.invariant().spelling(), seed);
            }
        }
        return "";
    }
}
