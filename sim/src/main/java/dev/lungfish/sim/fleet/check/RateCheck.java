package dev.lungfish.sim.fleet.check;

import dev.lungfish.sim.fleet.control.Controller;
import dev.lungfish.sim.fleet.control.Pool;
import dev.lungfish.sim.fleet.world.SimHost;
import java.time.Duration;
import java.time.Instant;

/// Counts the changes of one run by the generic cell rate algorithm, which knows nothing of token
/// buckets.
///
/// **Source:** ITU-T I.371, the virtual scheduling form.
final class RateCheck {
    private static final double MINUTE = 60_000;

    /// Rounding of token buckets to whole milliseconds.
    private static final double SLACK = 50;

    private double theoretical = Double.NEGATIVE_INFINITY;

    void changes(Controller by, SimHost host) {
        Pool pool = by.pool();
        if (pool.perMinute() == 0 || !by.clockIsRight() || by.isRestored()) {
            return;
        }
        double now = Duration.between(Pool.BEGINNING, by.now()).toMillis();
        double each = MINUTE / pool.perMinute();
        double earliest = theoretical - each * (pool.most() - 1);
        Instant at = by.now();
        FleetViolation.unless(
                now + SLACK >= earliest,
                FleetInvariant.RATES_KEPT,
                () -> "%s changes at %s".formatted(host.name(), at));
        theoretical = Math.max(theoretical, now) + each;
    }
}
