package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.plan.Reserve;
import dev.lungfish.core.fleet.state.HostRules;
import java.time.Duration;
import java.util.List;

/// What is set of a pool, and what was measured of it. Immutable.
///
/// @param rules that hold where no schedule does
/// @param reserve as it is now, also where it is measured
/// @param resume what a host needs to wake, in 99 of 100 cases
/// @param limits of its hosts
/// @param more what is set besides, as its settings are called
public record PoolSetting(
        String name,
        PoolRules rules,
        Reserve reserve,
        IdleRule idle,
        PowerModel power,
        Duration resume,
        HostRules limits,
        List<String> more) {
    public PoolSetting {
        more = List.copyOf(more);
    }
}
