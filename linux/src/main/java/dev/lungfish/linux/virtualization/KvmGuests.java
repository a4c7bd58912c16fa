package dev.lungfish.linux.virtualization;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;

/// What the kernel's hypervisor lets a guest have.
public final class KvmGuests {
    private static final String DEVICE = "/dev/kvm";

    private KvmGuests() {}

    /// The most virtual processors of one guest; absent where the host has no KVM, and on a record.
    ///
    /// **Source:** Linux `Documentation/virt/kvm/api.rst`, 4.7 `KVM_CREATE_VCPU`; libvirt 9.0
    /// `src/util/virhostcpu.c`, `virHostCPUGetKVMMaxVCPUs()`.
    public static Reading<Integer> mostVcpus(HostTree tree) {
        return tree.isLive()
                ? KvmDevice.mostVcpus(tree.livePath(DEVICE))
                : new Reading.Absent<>(DEVICE);
    }
}
