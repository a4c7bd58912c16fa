package dev.lungfish.libvirt.capabilities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The element `<cell>`: one NUMA node.
///
/// @param memoryKibibytes all memory of the node; null or at least 1
/// @param distances to all nodes, itself included; empty if unknown
/// @param cpus its online processors; null if the element is absent
public record Cell(
        int id,
        @Nullable Long memoryKibibytes,
        List<PagePool> pages,
        List<Distance> distances,
        @Nullable List<Cpu> cpus) {

    public Cell {
        pages = List.copyOf(pages);
        distances = List.copyOf(distances);
        cpus = cpus == null ? null : List.copyOf(cpus);
    }

    /// The element `<pages>` of a cell: the number of pages of one size.
    public record PagePool(long sizeKibibytes, long count) {}

    /// The element `<sibling>`.
    ///
    /// @param value as in ACPI's SLIT: 10 is local
    public record Distance(int cell, int value) {}

    /// The element `<cpu>` of a cell: one logical processor.
    ///
    /// @param place null if unknown
    public record Cpu(int id, @Nullable Place place) {}

    /// The location of a logical processor.
    ///
    /// @param cluster null before libvirt 10.1, which has no clusters
    /// @param siblings the logical processors of its core in libvirt's set notation: `0-1,4`
    public record Place(
            int socket, int die, @Nullable Integer cluster, int core, String siblings) {}
}
