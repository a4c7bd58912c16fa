package dev.lungfish.replay.oracle;

import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.replay.trace.Need;
import java.time.Duration;

/// The least energy that hosts can use who stand in for each other, by somebody who knows the
/// future: docs/simulate.md proves that nothing uses less.
///
/// With leases that end, the exact optimum is a flow through all moments of the trace. Two figures
/// enclose it: [#least], below which nothing can be, and [#achievable], which a plan reaches. They
/// are the same where no host is idle for longer than a lease.
///
/// @param least in joules
/// @param achievable in joules
/// @param sleeps of the plan that reaches it
public record Oracle(double least, double achievable, long sleeps) {
    /// Which share of a sleep's cost is charged by its length in place of its begin: each one gives
    /// a bound of its own.
    private static final double[] SHARES = {0, 0.25, 0.5, 0.75, 1};

    /// Calculates.
    ///
    /// @param need how many hosts must be awake; never more than `hosts`
    /// @param longest for which a host can sleep without being awake in between, from when it falls
    ///   asleep until it is back
    public static Oracle of(Need need, int hosts, PowerModel power, Duration longest) {
        return new Search(need, hosts, power, longest.toMillis() / 1e3).found();
    }

    private static final class Search {
        private final Need need;
        private final int hosts;
        private final PowerModel power;
        private final double longest;
        private final double[] bounds = new double[SHARES.length];
        private final long[] since;
        private double reached;
        private long sleeps;

        Search(Need need, int hosts, PowerModel power, double longest) {
            this.need = need;
            this.hosts = hosts;
            this.power = power;
            this.longest = longest;
            since = new long[hosts];
        }

        Oracle found() {
            long[] times = need.times();
            int[] needed = need.hosts();
            double fixed = power.asleep() * hosts * need.length() / 1e3;
            int before = 0;
            for (int i = 0; i < times.length; i++) {
                int now = i == times.length - 1 ? hosts : needed[i];
                for (int level = before; level < now; level++) {
                    gap((times[i] - since[level]) / 1e3);
                }
                for (int level = now; level < before; level++) {
                    since[level] = times[i];
                }
                before = now;
                if (i + 1 < times.length) {
                    fixed += power.saved() * now * (times[i + 1] - times[i]) / 1e3;
                }
            }
            double least = bounds[0];
            for (double bound : bounds) {
                least = Math.max(least, bound);
            }
            return new Oracle(fixed + least, fixed + reached, sleeps);
        }

        /// One level is not needed for a while: it stays awake, or it sleeps.
        private void gap(double length) {
            if (length <= 0) {
                return;
            }
            double once = power.transition();
            double saved = power.saved();
            for (int i = 0; i < SHARES.length; i++) {
                bounds[i] +=
                        Math.min(
                                saved * length,
                                (1 - SHARES[i]) * once + SHARES[i] * once / longest * length);
            }
            double whole = Math.floor(length / longest);
            if (saved * longest <= once) {
                reached += saved * length;
                return;
            }
            double rest = length - whole * longest;
            reached += whole * once + Math.min(once, saved * rest);
            sleeps += (long) whole + (once < saved * rest ? 1 : 0);
        }
    }
}
