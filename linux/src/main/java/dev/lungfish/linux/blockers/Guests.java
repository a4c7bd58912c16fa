package dev.lungfish.linux.blockers;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.Blocker;
import dev.lungfish.core.procedure.GuestPolicy;
import dev.lungfish.core.procedure.PreparedGuest;
import java.util.List;

/// The guests of a host.
public interface Guests {
    /// Those that are active, paused ones too; absent where the host has no libvirt.
    Reading<List<PreparedGuest>> active();

    /// Those that run, and so would have to be put aside.
    Reading<List<PreparedGuest>> running();

    /// What of active guests makes a sleep dangerous, whatever is done with the guests: a job or a
    /// migration that is going on, a device of the host that is passed through, a watchdog that the
    /// guest could not feed in time, memory that could not be saved. Absent where the host has no
    /// libvirt.
    ///
    /// @param policy what is to be done with the guests
    Reading<List<Blocker>> dangers(GuestPolicy policy);

    /// Pauses or saves guests.
    ///
    /// @return a sentence for each that could not be put aside
    List<String> putAside(GuestPolicy policy, List<PreparedGuest> guests);

    /// Lets guests run on, in reverse order; leaves those alone that run already.
    ///
    /// @return a sentence for each that is not back
    List<String> bringBack(GuestPolicy policy, List<PreparedGuest> guests);

    /// Sets the clocks of those guests that run and whose agent answers, and reads them back.
    ///
    /// @return a sentence for each whose clock is known to be wrong
    List<String> setClocks(List<PreparedGuest> guests);
}
