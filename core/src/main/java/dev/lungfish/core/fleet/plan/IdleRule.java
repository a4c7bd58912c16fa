package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.energy.PowerModel;
import java.time.Duration;

/// How long a host of a pool stays awake after nobody needs it any more.
public sealed interface IdleRule {
    /// To sleep at once.
    Fixed AT_ONCE = new Fixed(Duration.ZERO);

    /// What suits servers of which nothing else is known.
    ///
    /// **Source:** chosen: a server that falls asleep in 10 s, comes back in one to three minutes,
    /// and draws a fifth more meanwhile than while it is idle, breaks even after 85 to 230 s
    /// ([PowerModel#breakEven]); and one percent of the energy is little for fewer wakes, which
    /// wear power supplies, fans and disks.
    Learned USUAL = new Learned(Duration.ofMinutes(2), 0.01);

    /// A fixed time: zero to sleep at once.
    record Fixed(Duration length) implements IdleRule {
        public Fixed {
            if (length.isNegative()) {
                throw new IllegalArgumentException(
                        "no negative time expected, found %s".formatted(length));
            }
        }
    }

    /// As long as the pool's own past says: with the fewest wakes that a share of the energy buys
    /// ([IdleHistory]).
    ///
    /// @param breakEven how long a host must sleep before it saves anything
    /// @param budget how much more energy than the least possible is spent for fewer wakes: 0.01 is
    ///   one percent
    record Learned(Duration breakEven, double budget) implements IdleRule {
        /// For hosts that draw so much, with the share that recorded load was measured with.
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
