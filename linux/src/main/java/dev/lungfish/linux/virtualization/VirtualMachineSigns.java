package dev.lungfish.linux.virtualization;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final String TREE = "/proc/device-tree";
    private static final String MAINFRAME = "/proc/sysinfo";
    private static final Pattern CONTROL_PROGRAM =
            Pattern.compile("(?m)^VM00 Control Program: *(\\S.*?) *$");
    private static final String CAPABILITIES = "/proc/xen/capabilities";
    private static final String FEATURES = "/sys/hypervisor/properties/features";
    private static final long DOM0 = 1L << 11;
    private static final String PRODUCT = "/sys/class/dmi/id/product_name";
    private static final Set<String> CLOUDS = Set.of("amazon", "google");
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

    /// Xen's own domain sees the hardware, and Xen below it as every other domain does; where Xen
    /// runs in a virtual machine itself, the firmware tells.
    Optional<Sign> first() {
        Stream<Supplier<Optional<Sign>>> signs =
                ownsTheHardware()
                        ? Stream.of(this::firmware)
                        : Stream.of(
                                this::firmware,
                                this::hypervisor,
                                this::deviceTree,
                                this::partition,
                                this::mainframe,
                                this::processors);
        return signs.map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    /// **Source:** Xen `docs/man/xen-pv-channel`, Linux `drivers/xen/xenfs/super.c`:
    /// `/proc/xen/capabilities` says `control_d` in dom0; `include/xen/interface/features.h`:
    /// `XENFEAT_dom0` is bit 11 of `/sys/hypervisor/properties/features`.
    private boolean ownsTheHardware() {
        boolean control =
                tree.line(CAPABILITIES)
                        .toOptional()
                        .filter(words -> List.of(words.split("[\\s,]+", -1)).contains("control_d"))
                        .isPresent();
        return control
                || tree.line(FEATURES)
                        .toOptional()
                        .filter(bits -> bits.matches("(0x)?[0-9a-f]{1,16}"))
                        .filter(bits ->
                                (Long.parseUnsignedLong(bits.replace("0x", ""), 16) & DOM0) != 0)
                        .isPresent();
    }

    /// Clouds give their machines of iron the vendor of their virtual ones.
    ///
    /// **Source:** systemd 253 `src/basic/virt.c`, `detect_vm_dmi()`: the product ends in `.metal`
    /// or has `.metal-`; AWS names instance types so. A hypervisor of x86 sets its flag.
    private boolean isIronOfACloud(String kind) {
        if (!CLOUDS.contains(kind)) {
            return false;
        }
        List<String> flags =
                tree.text(PROCESSORS).toOptional().stream()
                        .flatMap(String::lines)
                        .filter(line -> line.startsWith("flags"))
                        .toList();
        return tree.line(PRODUCT)
                        .toOptional()
                        .filter(name -> name.matches(".*\\.metal(-.*)?"))
                        .isPresent()
                || (!flags.isEmpty() && flags.stream().noneMatch(VirtualMachineSigns::setsTheFlag));
    }

    private static boolean setsTheFlag(String line) {
        return (line + " ").contains(" hypervisor ");
    }

    private Optional<Sign> firmware() {
        return FIRMWARE.stream()
                .map(tree::line)
                .flatMap(reading ->
                        VENDORS.entrySet().stream()
                                .filter(vendor ->
                                        reading.toOptional().orElse("").startsWith(vendor.getKey()))
                                .map(vendor -> new Sign(vendor.getValue(), reading.evidence())))
                .findFirst()
                .filter(sign -> !isIronOfACloud(sign.kind()));
    }

    private Optional<Sign> hypervisor() {
        Reading<String> type = tree.line(HYPERVISOR);
        return type.toOptional()
                .filter(kind -> !kind.isEmpty())
                .map(kind -> new Sign(kind, type.evidence()));
    }

    private Optional<Sign> deviceTree() {
        return words(DEVICE_TREE)
                .map(compatible ->
                        new Sign(
                                compatible.startsWith("linux,kvm") ? "kvm" : compatible,
                                new Evidence(DEVICE_TREE, compatible)));
    }

    /// A partition of PowerVM, or QEMU's machine of that kind, which has fewer entries.
    ///
    /// **Source:** systemd 257 `src/basic/virt.c`, `detect_vm_device_tree()`; QEMU
    /// `hw/ppc/spapr.c`: `compatible` is `qemu,pseries`, `model` is `IBM pSeries (emulated by
    /// qemu)`.
    private Optional<Sign> partition() {
        Optional<String> compatible =
                words(TREE + "/compatible").filter(words -> words.contains("qemu,pseries"));
        if (compatible.isPresent()) {
            return compatible.map(
                    words -> new Sign("qemu", new Evidence(TREE + "/compatible", words)));
        }
        if (tree.exists(TREE + "/ibm,partition-name")
                && tree.exists(TREE + "/hmc-managed?")
                && !tree.exists(TREE + "/chosen/qemu,graphic-width")) {
            return Optional.of(
                    new Sign("powervm", new Evidence(TREE + "/ibm,partition-name", "exists")));
        }
        return tree.children(TREE).toOptional().orElse(List.of()).stream()
                .filter(name -> name.startsWith("fw-cfg@"))
                .findFirst()
                .map(name -> new Sign("qemu", new Evidence(TREE + "/" + name, "exists")));
    }

    private Optional<String> words(String path) {
        return tree.bytes(path, 1024)
                .toOptional()
                .map(content ->
                        new String(content, StandardCharsets.ISO_8859_1)
                                .replace('\0', ' ')
                                .strip());
    }

    /// A mainframe's own partition has no control program of a virtual machine.
    ///
    /// **Source:** systemd 257 `src/basic/virt.c`, `detect_vm_zvm()`; Linux
    /// `arch/s390/kernel/sysinfo.c`: `VM00` is the machine that Linux runs in.
    private Optional<Sign> mainframe() {
        return tree.text(MAINFRAME)
                .toOptional()
                .map(CONTROL_PROGRAM::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .map(program ->
                        new Sign(
                                program.startsWith("z/VM") ? "zvm" : "kvm",
                                new Evidence(MAINFRAME, program)));
    }

    /// What a hypervisor or an emulator shows of itself in the processors: the flag that every
    /// hypervisor of x86 sets for its guests does not say which.
    private Optional<Sign> processors() {
        return tree.text(PROCESSORS).toOptional().stream()
                .flatMap(String::lines)
                .flatMap(line -> shown(line).stream())
                .findFirst();
    }

    private static Optional<Sign> shown(String line) {
        if (line.startsWith("flags") && setsTheFlag(line)) {
            return Optional.of(
                    new Sign("of an unnamed kind", new Evidence(PROCESSORS, "flag hypervisor")));
        }
        if (line.startsWith("machine") && line.contains("(emulated by qemu)")) {
            return Optional.of(new Sign("qemu", new Evidence(PROCESSORS, line)));
        }
        return line.startsWith("vendor_id") && line.contains("User Mode Linux")
                ? Optional.of(new Sign("uml", new Evidence(PROCESSORS, line)))
                : Optional.empty();
    }
}
