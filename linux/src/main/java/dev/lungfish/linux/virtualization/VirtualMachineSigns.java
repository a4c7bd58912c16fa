package dev.lungfish.linux.virtualization;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The signs that a host is a virtual machine.
///
/// **Source:** `systemd-detect-virt(1)` for the names; kernel
/// `Documentation/ABI/stable/sysfs-hypervisor-xen`;
/// `Documentation/ABI/testing/sysfs-firmware-dmi-entries` for the location of the vendor strings.
final class VirtualMachineSigns {
    private static final String HYPERVISOR = "/sys/hypervisor/type";
    private static final String PROCESSORS = "/proc/cpuinfo";
    private static final String DEVICE_TREE = "/proc/device-tree/hypervisor/compatible";
    private static final List<String> FIRMWARE =
            List.of(
                    "/sys/class/dmi/id/sys_vendor",
                    "/sys/class/dmi/id/product_name",
                    "/sys/class/dmi/id/bios_vendor");

    /// The beginning of a firmware's strings, and the name of its virtual machine.
    private static final Map<String, String> VENDORS =
            Map.ofEntries(
                    Map.entry("KVM", "kvm"),
                    Map.entry("QEMU", "qemu"),
                    Map.entry("Amazon EC2", "amazon"),
                    Map.entry("VMware", "vmware"),
                    Map.entry("VMW", "vmware"),
                    Map.entry("innotek GmbH", "oracle"),
                    Map.entry("VirtualBox", "oracle"),
                    Map.entry("Xen", "xen"),
                    Map.entry("Bochs", "bochs"),
                    Map.entry("Parallels", "parallels"),
                    Map.entry("BHYVE", "bhyve"),
                    Map.entry("Google Compute Engine", "google"),
                    Map.entry("Virtual Machine", "microsoft"),
                    Map.entry("Apple Virtualization", "apple"));

    private final HostTree tree;

    VirtualMachineSigns(HostTree tree) {
        this.tree = tree;
    }

    Optional<Sign> first() {
        return Stream.<Supplier<Optional<Sign>>>of(
                        this::firmware, this::hypervisor, this::deviceTree, this::processors)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Sign> firmware() {
        return FIRMWARE.stream()
                .map(tree::line)
                .flatMap(reading ->
                        VENDORS.entrySet().stream()
                                .filter(vendor ->
                                        reading.toOptional().orElse("").startsWith(vendor.getKey()))
                                .map(vendor -> new Sign(vendor.getValue(), reading.evidence())))
                .findFirst();
    }

    private Optional<Sign> hypervisor() {
        Reading<String> type = tree.line(HYPERVISOR);
        return type.toOptional()
                .filter(kind -> !kind.isEmpty())
                .map(kind -> new Sign(kind, type.evidence()));
    }

    private Optional<Sign> deviceTree() {
        return tree.bytes(DEVICE_TREE, 1024)
                .toOptional()
                .map(content ->
                        new String(content, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip())
                .map(compatible ->
                        new Sign(
                                compatible.startsWith("linux,kvm") ? "kvm" : compatible,
                                new Evidence(DEVICE_TREE, compatible)));
    }

    /// The flag that every hypervisor of x86 sets for its guests; it does not say which.
    private Optional<Sign> processors() {
        return tree.text(PROCESSORS).toOptional().stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("flags") && (line + " ").contains(" hypervisor "))
                .findFirst()
                .map(_ ->
                        new Sign(
                                "of an unnamed kind", new Evidence(PROCESSORS, "flag hypervisor")));
    }
}
