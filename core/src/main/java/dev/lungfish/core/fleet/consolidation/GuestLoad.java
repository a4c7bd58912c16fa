package dev.lungfish.core.fleet.consolidation;

import java.util.Optional;
import java.util.Set;

/// A guest that runs.
///
/// @param name unique in its pool
/// @param host where it runs
/// @param needs what it takes there
/// @param labels that a host must have for it: of storage, of networks, of a human
/// @param together a group whose guests run on one host; empty where it is in none
/// @param apart groups whose guests run on different hosts
/// @param binding whether it can be moved
public record GuestLoad(
        String name,
        String host,
        Amounts needs,
        CpuNeed cpu,
        Set<String> labels,
        Optional<String> together,
        Set<String> apart,
        Binding binding) {
    public GuestLoad {
        labels = Set.copyOf(labels);
        apart = Set.copyOf(apart);
    }

    /// A guest that may run anywhere.
    public static GuestLoad of(String name, String host, Amounts needs) {
        return new GuestLoad(
                name,
                host,
                needs,
                new CpuNeed.Any(),
                Set.of(),
                Optional.empty(),
                Set.of(),
                new Binding.Free());
    }

    public GuestLoad with(Binding other) {
        return new GuestLoad(name, host, needs, cpu, labels, together, apart, other);
    }
}
