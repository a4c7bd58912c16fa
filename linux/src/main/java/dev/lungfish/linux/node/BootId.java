package dev.lungfish.linux.node;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;

/// The kernel's own name for its present run: another one after each boot, the same after a sleep.
///
/// **Source:** proc_sys_kernel(5), `random/boot_id`.
public final class BootId {
    private BootId() {}

    public static Reading<String> read(HostTree tree) {
        return tree.line("/proc/sys/kernel/random/boot_id");
    }
}
