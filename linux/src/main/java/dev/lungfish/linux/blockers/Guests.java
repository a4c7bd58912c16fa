package dev.lungfish.linux.blockers;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import java.util.List;

/// The guests of a host.
public interface Guests {
    /// The active guests, paused ones included; absent if the host has no libvirt.
    Reading<List<PreparedGuest>> active();

    /// The running guests, which would have to be put aside.
    Reading<List<PreparedGuest>> running();

    /// What makes a sleep dangerous for active guests under this policy: a running job or
    /// migration, a passed-through device of the host, a watchdog that the guest could not feed in
    /// time, memory that could not be saved. Absent if the host has no libvirt.
    ///
    /// @param policy what happens to the guests
    Reading<List<Blocker>> dangers(GuestPolicy policy);

    /// Pauses or saves guests.
    ///
    /// @return a sentence for each that could not be put aside
    List<String> putAside(GuestPolicy policy, List<PreparedGuest> guests);

    /// Brings guests back, in reverse order; running ones are not touched.
    ///
    /// @return a sentence for each that is not back
    List<String> bringBack(GuestPolicy policy, List<PreparedGuest> guests);

    /// Sets the clocks of running guests whose agent answers, and reads them back.
    ///
    /// @return a sentence for each whose clock is known to be wrong
    List<String> setClocks(List<PreparedGuest> guests);
}
