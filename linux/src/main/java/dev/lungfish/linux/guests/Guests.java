package dev.lungfish.linux.guests;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.GuestPolicy;
import dev.lungfish.core.procedure.PreparedGuest;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;

/// The guests of a host.
public interface Guests {
    /// Those that are active, paused ones too; absent where the host has no libvirt.
    Reading<List<PreparedGuest>> active();

    /// Those that run, and so would have to be put aside.
    Reading<List<PreparedGuest>> running();

    /// Pauses or saves guests.
    ///
    /// @return a sentence for each that could not be put aside
    List<String> putAside(GuestPolicy policy, List<PreparedGuest> guests);

    /// Lets guests run on, in reverse order; leaves those alone that run already.
    ///
    /// @return a sentence for each that is not back
    List<String> bringBack(GuestPolicy policy, List<PreparedGuest> guests);

    /// Those of a host: its libvirtd's where it is this machine, as recorded otherwise.
    static Guests of(HostTree tree) {
        return tree.isLive() ? LibvirtGuests.ofThisMachine() : new RecordedGuests(tree);
    }
}
