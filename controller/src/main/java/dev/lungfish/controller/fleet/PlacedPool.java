package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.consolidation.SleepEnergy;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// A pool, as a plan for its guests sees it.
///
/// @param mode what becomes of the plan
/// @param drain whether hosts with guests are emptied by plans
/// @param reserve how many hosts stay awake that nobody uses
/// @param awake how many stay awake at least, used or not
/// @param hosts that are awake
public record PlacedPool(
        String name, Mode mode, boolean drain, int reserve, int awake, List<Host> hosts) {
    public PlacedPool {
        hosts = List.copyOf(hosts);
    }

    /// A host that is awake.
    ///
    /// @param state as `core.fleet.state.HostState` spells it
    /// @param usable whether guests can be counted on to run there
    /// @param kept why it stays awake whatever its guests do; empty where it may sleep
    public record Host(
            String name, String state, boolean usable, SleepEnergy energy, Optional<Reason> kept) {}
}
