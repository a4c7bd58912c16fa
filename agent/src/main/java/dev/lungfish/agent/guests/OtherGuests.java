package dev.lungfish.agent.guests;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.linux.blockers.ForeignText;
import dev.lungfish.linux.blockers.FoundBlockers;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.virtualization.MachineProcesses;
import dev.lungfish.linux.virtualization.MachineProcesses.MachineProcess;
import java.util.List;

/// The virtual machines that run on a host without a libvirtd that answers for them: those of
/// Proxmox, Incus, another user's libvirtd or a person, and what a stopped libvirtd left running.
public record OtherGuests(HostTree tree) {

    /// All that are not among these; each keeps the host awake.
    ///
    /// @param owned the active guests of the libvirtd
    public FoundBlockers besides(List<PreparedGuest> owned) {
        Reading<List<MachineProcess>> machines = MachineProcesses.of(tree);
        return machines.broken()
                ? FoundBlockers.unreadable(
                        new GuestReason.GuestsUnknown(machines.source(), machines.found()))
                : new FoundBlockers(
                        machines.toOptional().orElse(List.of()).stream()
                                .filter(machine ->
                                        owned.stream()
                                                .noneMatch(guest ->
                                                        machine.isGuest(
                                                                guest.uuid(), guest.name())))
                                .map(OtherGuests::blocker)
                                .toList(),
                        List.of());
    }

    private static Blocker blocker(MachineProcess machine) {
        return new Blocker(
                "guest:" + ForeignText.shown(machine.name()),
                new GuestReason.GuestOfUnknownKind(
                        ForeignText.shown(machine.program()), machine.process()));
    }
}
