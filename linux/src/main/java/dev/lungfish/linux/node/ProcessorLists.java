package dev.lungfish.linux.node;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.linux.tree.HostTree;

/// The kernel's lists of processors and nodes, which are cheap to read and change with each
/// hotplug.
///
/// **Source:** Linux `Documentation/admin-guide/cputopology.rst`;
/// `Documentation/ABI/stable/sysfs-devices-node`.
///
/// @param present the present processors
/// @param online the online processors
/// @param nodes the online NUMA nodes
public record ProcessorLists(
        Reading<CpuSet> present, Reading<CpuSet> online, Reading<CpuSet> nodes) {
    /// The lists as they are now.
    public static ProcessorLists read(HostTree tree) {
        return new ProcessorLists(
                list(tree, "cpu/present"), list(tree, "cpu/online"), list(tree, "node/online"));
    }

    private static Reading<CpuSet> list(HostTree tree, String name) {
        return tree.line("/sys/devices/system/" + name).map(CpuSet::parse);
    }
}
