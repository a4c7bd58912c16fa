package dev.lungfish.sim.fleet.world;

import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;

/// Is told what really happens to hosts.
public interface HostWatch {
    /// A host takes a lease.
    void takes(SimHost host, Lease lease);

    /// A host goes down.
    void sleeps(SimHost host);

    /// A host is awake again, or was switched off.
    void leavesSleep(SimHost host);

    /// A host was answered.
    void answered(SimHost host, Verdict verdict);
}
