package dev.lungfish.inventory.node;

import java.util.List;

/// Counters by libvirt's names.
///
/// @param count their number, whether they are included or not
/// @param values none if the caller asked only for their number
public record NodeStatistics(int count, List<Value> values) {
    public NodeStatistics {
        values = List.copyOf(values);
    }

    /// One counter: times in nanoseconds, memory in KiB.
    public record Value(String field, long value) {}
}
