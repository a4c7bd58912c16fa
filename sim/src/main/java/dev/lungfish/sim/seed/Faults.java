package dev.lungfish.sim.seed;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Decides from the dice which faults strike in one run, and counts them.
public final class Faults {
    private final Dice dice;
    private final double rate;
    private final Set<FaultKind> possible = EnumSet.noneOf(FaultKind.class);
    private final Counts<FaultKind> counts = new Counts<>(FaultKind.class);
    private boolean on = true;
    private long total;

    /// A third of all runs has no faults, to check that case too; the others have some kinds of
    /// faults, rarely or often.
    public Faults(Dice dice) {
        this.dice = dice;
        this.rate = dice.chance(0.3) ? 0 : dice.magnitude(4, 200) / 1000.0;
        double share = dice.pick(0.15, 0.5, 1.0);
        for (FaultKind kind : FaultKind.values()) {
            if (dice.chance(share)) {
                possible.add(kind);
            }
        }
    }

    /// Whether this run has no faults at all.
    public boolean never() {
        return rate == 0;
    }

    /// Switches all faults off and on.
    public void on(boolean wanted) {
        on = wanted;
    }

    /// Perhaps one of these; the caller then makes it happen.
    public Optional<FaultKind> strike(FaultKind... candidates) {
        if (!on || !dice.chance(rate)) {
            return Optional.empty();
        }
        FaultKind kind = candidates[dice.below(candidates.length)];
        return possible.contains(kind) ? Optional.of(kind) : Optional.empty();
    }

    /// Whether this one happens; then it is counted.
    public boolean happens(FaultKind kind, double likelier) {
        if (on && possible.contains(kind) && dice.chance(Math.min(0.5, rate * likelier))) {
            injected(kind);
            return true;
        }
        return false;
    }

    /// Counts one that happened.
    public void injected(FaultKind kind) {
        counts.count(kind);
        total++;
    }

    /// How many happened so far.
    public long total() {
        return total;
    }

    /// How many of each kind happened so far.
    public Counts<FaultKind> counts() {
        return counts;
    }
}
