package dev.lungfish.sim.fleet.check;

import dev.lungfish.sim.fleet.control.Controller;
import dev.lungfish.sim.fleet.control.Pool;
import dev.lungfish.sim.fleet.world.SimHost;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Counts the changes of one run by the generic cell rate algorithm, which knows nothing of token
/// buckets.
///
/// **Source:** ITU-T I.371, the virtual scheduling form.
final class RateCheck {
    private static final double MINUTE = 60_000;

    /// Rounding of token buckets to whole milliseconds.
    private static final double SLACK = 50;

    private final Map<String, Double> theoretical = new HashMap<>();

    void changes(Controller by, SimHost host) {
        Pool pool = by.pool();
        if (!by.clockIsRight() || by.isRestored()) {
            return;
        }
        changes(by, host, pool.policy(host.traits()).name(), pool.perMinute(), pool.most());
        changes(by, host, "", pool.inDomain(), Pool.MOST_IN_DOMAIN);
    }

    private void changes(Controller by, SimHost host, String whose, int perMinute, int most) {
        if (perMinute == 0) {
            return;
        }
        double now = Duration.between(Pool.BEGINNING, by.now()).toMillis();
        double each = MINUTE / perMinute;
        double before = theoretical.getOrDefault(whose, Double.NEGATIVE_INFINITY);
        double earliest = before - each * (most - 1);
        Instant at = by.now();
        FleetViolation.unless(
                now + SLACK >= earliest,
                FleetInvariant.RATES_KEPT,
                () -> "%s of '%s' changes at %s".formatted(host.name(), whose, at));
        theoretical.put(whose, Math.max(before, now) + each);
    }
}
