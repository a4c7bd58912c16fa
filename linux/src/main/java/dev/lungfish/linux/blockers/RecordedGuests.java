package dev.lungfish.linux.blockers;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;

/// The guests of a record, in `services/libvirt/guests`: one line for each, with its UUID and its
/// name. All of them run, and putting them aside changes nothing.
public record RecordedGuests(HostTree tree) implements Guests {
    private static final String FILE = "/services/libvirt/guests";

    @Override
    public Reading<List<PreparedGuest>> active() {
        return tree.text(FILE).map(GuestList::parse);
    }

    @Override
    public Reading<List<PreparedGuest>> running() {
        return active();
    }

    @Override
    public Reading<List<Blocker>> dangers(GuestPolicy policy) {
        return active().map(guests -> List.of());
    }

    @Override
    public List<String> putAside(GuestPolicy policy, List<PreparedGuest> guests) {
        return List.of();
    }

    @Override
    public List<String> bringBack(GuestPolicy policy, List<PreparedGuest> guests) {
        return List.of();
    }

    @Override
    public List<String> setClocks(List<PreparedGuest> guests) {
        return List.of();
    }
}
