package dev.lungfish.sim.fleet.check;

import java.io.Serial;
import java.util.function.Supplier;

/// An invariant of a fleet does not hold.
public final class FleetViolation extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final FleetInvariant invariant;

    FleetViolation(FleetInvariant invariant, String what) {
        super(invariant.spelling() + ": " + what);
        this.invariant = invariant;
    }

    FleetViolation(FleetInvariant invariant, RuntimeException cause) {
        super(invariant.spelling() + ": " + cause, cause);
        this.invariant = invariant;
    }

    public FleetInvariant invariant() {
        return invariant;
    }

    static void unless(boolean holds, FleetInvariant invariant, Supplier<String> what) {
        if (!holds) {
            throw new FleetViolation(invariant, what.get());
        }
    }
}
