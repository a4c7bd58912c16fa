package dev.lungfish.inventory.machine;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;

/// Whether the machine has an IOMMU in use.
public final class Iommu {
    private static final String GROUPS = "/sys/kernel/iommu_groups";

    private Iommu() {}

    /// True if the kernel has put devices into groups; false if it has none.
    ///
    /// **Source:** Linux `Documentation/ABI/testing/sysfs-kernel-iommu_groups`.
    public static Reading<Boolean> read(HostTree tree) {
        Reading<List<String>> groups = tree.children(GROUPS);
        return groups instanceof Reading.Absent
                ? new Reading.Present<>(GROUPS, false, groups.found())
                : groups.map(names -> !names.isEmpty());
    }
}
