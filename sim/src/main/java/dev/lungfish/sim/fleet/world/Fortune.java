package dev.lungfish.sim.fleet.world;

import dev.lungfish.sim.seed.Counts;
import dev.lungfish.sim.seed.Dice;
import java.util.EnumSet;
import java.util.Set;

/// Decides from the dice which faults strike in one run, and counts them.
public final class Fortune {
    private final Dice dice;
    private final double rate;
    private final Set<FleetFault> possible = EnumSet.noneOf(FleetFault.class);
    private final Counts<FleetFault> counts = new Counts<>(FleetFault.class);
    private boolean calm;

    /// Three runs of ten have no faults; the others have some kinds, rarely or often.
    public Fortune(Dice dice) {
        this.dice = dice;
        this.rate = dice.chance(0.3) ? 0 : dice.magnitude(2, 100) / 1000.0;
        double share = dice.pick(0.15, 0.5, 1.0);
        for (FleetFault fault : FleetFault.values()) {
            if (dice.chance(share)) {
                possible.add(fault);
            }
        }
    }

    /// Whether this run has no faults at all.
    public boolean never() {
        return rate == 0;
    }

    /// From now on nothing fails any more.
    public void calm() {
        calm = true;
    }

    /// Whether a fault happens now; then it is counted.
    public boolean happens(FleetFault fault, double likelier) {
        if (!calm && possible.contains(fault) && dice.chance(Math.min(0.5, rate * likelier))) {
            counts.count(fault);
            return true;
        }
        return false;
    }

    /// How many of each kind happened so far.
    public Counts<FleetFault> counts() {
        return counts;
    }
}
