package dev.lungfish.linux.virtualization;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;

/// The limits of the kernel's hypervisor for guests.
public final class KvmGuests {
    private static final String DEVICE = "/dev/kvm";

    private KvmGuests() {}

    /// The maximum of virtual processors for one guest; absent if the host has no KVM, and on a
    /// record.
    ///
    /// **Source:** Linux `Documentation/virt/kvm/api.rst`, 4.7 `KVM_CREATE_VCPU`; libvirt 9.0
    /// `src/util/virhostcpu.c`, `virHostCPUGetKVMMaxVCPUs()`.
    public static Reading<Integer> mostVcpus(HostTree tree) {
        return tree.isLive()
                ? KvmDevice.mostVcpus(tree.livePath(DEVICE))
                : new Reading.Absent<>(DEVICE);
    }
}
