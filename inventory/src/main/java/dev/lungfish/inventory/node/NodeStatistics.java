package dev.lungfish.inventory.node;

import java.util.List;

/// Counters by libvirt's names.
///
/// @param count how many there are, whether or not they are told
/// @param values none where the caller asked only for their number
public record NodeStatistics(int count, List<Value> values) {
    public NodeStatistics {
        values = List.copyOf(values);
    }

    /// One counter: times in nanoseconds, memory in KiB.
    public record Value(String field, long value) {}
}
