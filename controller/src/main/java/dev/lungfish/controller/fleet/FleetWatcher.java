package dev.lungfish.controller.fleet;

import java.util.Collection;

/// Is told what happens in a fleet, after it was kept and before it is answered. Called by one
/// thread at a time, in the order of what happens: it must be quick, and must not call the loop.
@FunctionalInterface
public interface FleetWatcher {
    /// What is known of some hosts has changed.
    ///
    /// @param hosts as they are known now
    void changed(Collection<Member> hosts);
}
