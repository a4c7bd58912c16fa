package dev.lungfish.controller.endpoint;

import dev.lungfish.controller.store.HostTable;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Verdict;

/// What is decided on a host that calls. What is answered is kept before it returns.
public interface HostDecisions {
    /// A host is awake.
    ///
    /// @param host as it was enrolled
    Verdict checkIn(HostTable.Row host, CheckIn call);

    /// A host is about to sleep.
    ///
    /// @param host as it was enrolled
    Verdict entering(HostTable.Row host, Entering notice);
}
