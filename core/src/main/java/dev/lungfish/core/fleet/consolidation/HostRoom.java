package dev.lungfish.core.fleet.consolidation;

import dev.lungfish.core.reason.Reason;
import java.util.Optional;
import java.util.Set;

/// A host with room for guests.
///
/// @param room what it has for all its guests
/// @param cpu what its processors are, as a whole: equal only where a guest that sees them as they
///   are can move
/// @param models that guests can be given here, by libvirt's names
/// @param awake whether guests can be on it now; one that is not is left alone
/// @param energy what a sleep of it saves
/// @param kept why it stays awake whatever its guests do; empty where it may sleep
public record HostRoom(
        String name,
        Amounts room,
        String cpu,
        Set<String> models,
        Set<String> labels,
        boolean awake,
        SleepEnergy energy,
        Optional<Reason> kept) {
    public HostRoom {
        models = Set.copyOf(models);
        labels = Set.copyOf(labels);
    }

    /// A host that is awake and may sleep.
    public static HostRoom of(String name, Amounts room, SleepEnergy energy) {
        return new HostRoom(name, room, "", Set.of(), Set.of(), true, energy, Optional.empty());
    }

    /// Whether a guest can run here, as far as its processor and its labels say.
    ///
    /// @param from where it runs
    public boolean runs(GuestLoad guest, HostRoom from) {
        return labels.containsAll(guest.labels())
                && switch (guest.cpu()) {
                    case CpuNeed.Any() -> true;
                    case CpuNeed.Model(String model) -> models.contains(model);
                    case CpuNeed.SameAsHost() -> cpu.equals(from.cpu);
                };
    }
}
