package dev.lungfish.core.fleet.consolidation;

/// On which processors a guest can go on running.
public sealed interface CpuNeed {
    /// On those of any host.
    record Any() implements CpuNeed {}

    /// On hosts that offer this model or baseline, by libvirt's name of it.
    record Model(String name) implements CpuNeed {}

    /// Only on hosts whose processors are the same as those of its own: it sees them as they are
    /// (`host-passthrough`).
    record SameAsHost() implements CpuNeed {}
}
