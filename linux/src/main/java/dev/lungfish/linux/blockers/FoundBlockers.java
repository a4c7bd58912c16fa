package dev.lungfish.linux.blockers;

import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.reason.Reason;
import java.util.ArrayList;
import java.util.List;

/// What one source or several say of what keeps the host awake.
///
/// @param unreadable sources that could not be asked, and why
public record FoundBlockers(List<Blocker> blockers, List<Reason> unreadable) {
    public FoundBlockers {
        blockers = List.copyOf(blockers);
        unreadable = List.copyOf(unreadable);
    }

    /// Nothing keeps the host awake.
    public static FoundBlockers none() {
        return new FoundBlockers(List.of(), List.of());
    }

    /// A source could not be asked.
    public static FoundBlockers unreadable(Reason why) {
        return new FoundBlockers(List.of(), List.of(why));
    }

    /// What this and the other say together.
    public FoundBlockers and(FoundBlockers other) {
        List<Blocker> all = new ArrayList<>(blockers);
        all.addAll(other.blockers);
        List<Reason> notAsked = new ArrayList<>(unreadable);
        notAsked.addAll(other.unreadable);
        return new FoundBlockers(all, notAsked);
    }
}
