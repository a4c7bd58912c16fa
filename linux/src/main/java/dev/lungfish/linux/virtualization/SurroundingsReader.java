package dev.lungfish.linux.virtualization;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.sleep.Surroundings;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out where a host runs.
public final class SurroundingsReader {
    private final HostTree tree;

    public SurroundingsReader(HostTree tree) {
        this.tree = tree;
    }

    public Surroundings read() {
        Optional<Sign> container = new ContainerSigns(tree).first();
        Optional<Sign> machine = new VirtualMachineSigns(tree).first();
        List<Evidence> evidence =
                Stream.of(container, machine)
                        .flatMap(Optional::stream)
                        .map(Sign::evidence)
                        .toList();
        return new Surroundings(container.map(Sign::kind), machine.map(Sign::kind), evidence);
    }
}
