package dev.lungfish.sim.check;

import java.io.Serial;
import java.util.function.Supplier;

/// An invariant does not hold.
public final class Violation extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final Invariant invariant;

    public Violation(Invariant invariant, String what) {
        super(invariant.spelling() + ": " + what);
        this.invariant = invariant;
    }

    public Violation(Invariant invariant, RuntimeException cause) {
        super(invariant.spelling() + ": " + cause, cause);
        this.invariant = invariant;
    }

    public Invariant invariant() {
        return invariant;
    }

    /// Fails if an invariant does not hold.
    static void unless(boolean holds, Invariant invariant, String what) {
        unless(holds, invariant, () -> what);
    }

    /// Fails if an invariant does not hold. Words are made only then: most of a simulation would
    /// otherwise go into words that nobody reads.
    static void unless(boolean holds, Invariant invariant, Supplier<String> what) {
        if (!holds) {
            throw new Violation(invariant, what.get());
        }
    }
}
