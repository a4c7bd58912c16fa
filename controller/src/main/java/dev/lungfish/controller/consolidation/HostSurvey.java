package dev.lungfish.controller.consolidation;

import dev.lungfish.core.fleet.consolidation.Amounts;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Set;

/// What was seen of a host.
public sealed interface HostSurvey {
    /// All that a plan asks for.
    ///
    /// @param room that it has for all its guests
    /// @param cpu what its processors are, as a whole
    /// @param models that guests can be given here, by libvirt's names
    /// @param guests that run on it
    record Seen(
            Amounts room,
            String cpu,
            Set<String> models,
            Set<String> labels,
            List<GuestLoad> guests)
            implements HostSurvey {
        public Seen {
            models = Set.copyOf(models);
            labels = Set.copyOf(labels);
            guests = List.copyOf(guests);
        }

        /// Whether one more guest has room, as far as memory and virtual cores say.
        boolean hasRoom(GuestLoad guest) {
            long memory = guests.stream().mapToLong(there -> there.needs().memory().bytes()).sum();
            long cores = guests.stream().mapToLong(there -> there.needs().cores()).sum();
            return memory + guest.needs().memory().bytes() <= room.memory().bytes()
                    && cores + guest.needs().cores() <= room.cores();
        }
    }

    /// It did not answer, or what it said can't be understood: nothing is done to it.
    record Unknown(Reason why) implements HostSurvey {}
}
