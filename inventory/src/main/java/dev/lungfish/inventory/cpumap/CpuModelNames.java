package dev.lungfish.inventory.cpumap;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Set;

/// The names of CPU models that libvirt knows for an architecture.
///
/// **Source:** libvirt 9.0 `src/cpu/cpu.c`, `virCPUGetModels()`; `src/util/virarch.c`.
public sealed interface CpuModelNames {
    /// All that libvirt 9.0 knows.
    Set<String> ARCHITECTURES =
            Set.of(
                    "aarch64",
                    "alpha",
                    "armv6l",
                    "armv7b",
                    "armv7l",
                    "cris",
                    "i686",
                    "ia64",
                    "lm32",
                    "m68k",
                    "microblaze",
                    "microblazeel",
                    "mips",
                    "mips64",
                    "mips64el",
                    "mipsel",
                    "parisc",
                    "parisc64",
                    "ppc",
                    "ppc64",
                    "ppc64le",
                    "ppcemb",
                    "riscv32",
                    "riscv64",
                    "s390",
                    "s390x",
                    "sh4",
                    "sh4eb",
                    "sparc",
                    "sparc64",
                    "unicore32",
                    "x86_64",
                    "xtensa",
                    "xtensaeb");

    /// These, in the order of the map that libvirt installs.
    ///
    /// @param names absent if no map is installed
    record Listed(Reading<List<String>> names) implements CpuModelNames {}

    /// libvirt leaves the names to the hypervisor, and takes any.
    record Any() implements CpuModelNames {}

    /// libvirt knows the architecture and nothing of its processors.
    record NoProcessors() implements CpuModelNames {}

    /// libvirt has no architecture of that name.
    record NoSuchArchitecture() implements CpuModelNames {}

    /// The map is always read on this machine: it is a dictionary.
    static CpuModelNames of(String arch) {
        return of(HostTree.live(), CpuMap.FOLDER, arch);
    }

    /// The same with a map in another folder.
    ///
    /// @param folder where the map is installed
    static CpuModelNames of(HostTree tree, String folder, String arch) {
        return switch (arch) {
            case "x86_64", "i686" -> new Listed(CpuMap.modelNames(tree, folder, CpuMapBuilder.X86));
            case "ppc64", "ppc64le" -> new Listed(CpuMap.modelNames(tree, folder, "ppc64"));
            case "aarch64", "armv6l", "armv7b", "armv7l", "s390", "s390x" -> new Any();
            default -> ARCHITECTURES.contains(arch) ? new NoProcessors() : new NoSuchArchitecture();
        };
    }
}
