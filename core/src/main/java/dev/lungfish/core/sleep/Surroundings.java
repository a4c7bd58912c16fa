package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// Where a host runs: on hardware, in a virtual machine, in a container.
///
/// @param container the kind of container that this is (`docker`, `lxc`, ...); empty where it is
///   none
/// @param virtualMachine the kind of virtual machine that this is (`kvm`, `amazon`, ...); empty
///   where it is none
/// @param evidence what says so; empty where nothing does
public record Surroundings(
        Optional<String> container, Optional<String> virtualMachine, List<Evidence> evidence) {
    public Surroundings {
        evidence = List.copyOf(evidence);
    }

    /// Nothing speaks for a container or a virtual machine.
    public static Surroundings hardware() {
        return new Surroundings(Optional.empty(), Optional.empty(), List.of());
    }

    /// What to say of them.
    public Reason reason() {
        return container
                .<Reason>map(SurroundingsReason.RunsInContainer::new)
                .or(() -> virtualMachine.map(SurroundingsReason.RunsInVirtualMachine::new))
                .orElseGet(SurroundingsReason.RunsOnHardware::new);
    }

    /// Where a host runs.
    public sealed interface SurroundingsReason extends Reason {
        record RunsInContainer(String kind) implements SurroundingsReason {}

        record RunsInVirtualMachine(String kind) implements SurroundingsReason {}

        record RunsOnHardware() implements SurroundingsReason {}
    }
}
