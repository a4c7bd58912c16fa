package dev.lungfish.linux.cpu;

import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;

/// Where a logical processor sits. What the kernel does not tell is 0, as libvirt counts it: one
/// socket, one die, one core; and a processor without siblings is alone in its core.
///
/// **Source:** Linux `Documentation/ABI/stable/sysfs-devices-system-cpu`, `topology/`; libvirt 9.0
/// `src/util/virhostcpu.c`, `virHostCPUGetSocket()` and those below it.
///
/// @param siblings the logical processors of the same core
public record CpuPlace(int socket, int die, int core, CpuSet siblings) {
    private static final int NUMBER_LIMIT = 1 << 20;

    /// Empty where a file is there and has no meaning.
    public static Optional<CpuPlace> read(HostTree tree, int cpu) {
        String folder = "/sys/devices/system/cpu/cpu" + cpu + "/topology/";
        Optional<Integer> socket = number(tree, folder + "physical_package_id");
        Optional<Integer> die = number(tree, folder + "die_id");
        Optional<Integer> core = number(tree, folder + "core_id");
        Optional<CpuSet> siblings =
                tree.exists(folder + "thread_siblings_list")
                        ? tree.line(folder + "thread_siblings_list")
                                .map(CpuSet::parse)
                                .toOptional()
                                .filter(set -> !set.isEmpty())
                        : Optional.of(CpuSet.of(cpu));
        if (socket.isEmpty() || die.isEmpty() || core.isEmpty() || siblings.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CpuPlace(socket.get(), die.get(), core.get(), siblings.get()));
    }

    /// The kernel writes -1 (or its unsigned form) where an architecture has no such thing.
    private static Optional<Integer> number(HostTree tree, String path) {
        if (!tree.exists(path)) {
            return Optional.of(0);
        }
        return tree.number(path, -1, 0xFFFF_FFFFL)
                .toOptional()
                .map(value -> value > NUMBER_LIMIT ? 0 : Math.max(0, Math.toIntExact(value)));
    }
}
