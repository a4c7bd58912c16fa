package dev.lungfish.core.sleep;

import dev.lungfish.core.reason.Spelled;
import java.util.Optional;

/// What a client of libvirt can ask a host for. A target is coarser than a [SleepState]: `mem`
/// means whatever the kernel's `mem` means on that host, suspend-to-idle included.
///
/// **Source:** libvirt `include/libvirt/libvirt-host.h`, `virNodeSuspendTarget`;
/// `docs/schemas/capability.rng`.
public enum SuspendTarget implements Spelled {
    MEM("mem", "suspend_mem"),
    DISK("disk", "suspend_disk"),
    HYBRID("hybrid", "suspend_hybrid");

    private final String spelling;
    private final String element;

    SuspendTarget(String spelling, String element) {
        this.spelling = spelling;
        this.element = element;
    }

    /// The word that `virsh nodesuspend` and `lungfish suspend` take: `mem`.
    @Override
    public String spelling() {
        return spelling;
    }

    /// The child of `<power_management>` that says that the host supports it: `suspend_mem`.
    public String element() {
        return element;
    }

    public static Optional<SuspendTarget> ofSpelling(String spelling) {
        return Spelled.of(SuspendTarget.class, spelling);
    }
}
