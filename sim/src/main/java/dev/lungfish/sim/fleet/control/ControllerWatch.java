package dev.lungfish.sim.fleet.control;

import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.fleet.state.HostStep;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.sim.fleet.world.SimHost;
import java.util.function.Supplier;

/// Is told what controllers decide.
public interface ControllerWatch {
    /// Runs what is being checked.
    <T> T guarded(Supplier<T> machine);

    /// A step of the machine, before it is kept.
    void step(Controller by, SimHost host, HostEvent event, FleetHost before, HostStep step);

    /// Demands were allocated.
    void allocated(Controller by);

    /// The rules of the pools were looked at, and hosts asked to wake for them.
    void keptUp(Controller by);

    void told(Reason what);

    void noted(Reason what);
}
