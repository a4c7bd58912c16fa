package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.energy.PowerModel;
import java.time.Duration;

/// How long a host of a pool stays awake after nobody needs it any more.
public sealed interface IdleRule {
    /// A fixed time: zero to sleep at once.
    record Fixed(Duration length) implements IdleRule {}

    /// As long as the pool's own past says: with the fewest wakes that a share of the energy buys
    /// ([IdleHistory]).
    ///
    /// @param breakEven how long a host must sleep before it saves anything
    /// @param budget how much more energy than the least possible is spent for fewer wakes: 0.01 is
    ///   one percent
    record Learned(Duration breakEven, double budget) implements IdleRule {
        /// What holds where no power was measured.
        public static final Learned USUAL = of(PowerModel.USUAL);

        /// Of the usual share.
        public static Learned of(PowerModel power) {
            return new Learned(power.breakEven(), 0.003);
        }

        public Learned {
            if (!breakEven.isPositive() || !(budget >= 0)) {
                throw new IllegalArgumentException(
                        "a positive time and no negative share expected, found %s and %s"
                                .formatted(breakEven, budget));
            }
        }
    }
}
