package dev.lungfish.inventory.cpu;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;

/// The location of a logical processor. Missing values are 0, as in libvirt: one socket, one die,
/// one cluster, one core. A processor without siblings is alone in its core.
///
/// **Source:** Linux `Documentation/ABI/stable/sysfs-devices-system-cpu`, `topology/`; libvirt 9.0
/// `src/util/virhostcpu.c`, `virHostCPUGetSocket()` and those below it.
///
/// @param siblings the logical processors of the same core
public record CpuPlace(int socket, int die, int cluster, int core, CpuSet siblings) {
    private static final int NUMBER_LIMIT = 1 << 20;

    /// Empty if a file is malformed.
    public static Optional<CpuPlace> read(HostTree tree, int cpu) {
        String folder = "/sys/devices/system/cpu/cpu" + cpu + "/topology/";
        Optional<Integer> socket = number(tree, folder + "physical_package_id");
        Optional<Integer> die = number(tree, folder + "die_id");
        Optional<Integer> cluster = number(tree, folder + "cluster_id");
        Optional<Integer> core = number(tree, folder + "core_id");
        Optional<CpuSet> siblings = siblings(tree, folder, cpu);
        if (socket.isEmpty()
                || die.isEmpty()
                || cluster.isEmpty()
                || core.isEmpty()
                || siblings.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new CpuPlace(socket.get(), die.get(), cluster.get(), core.get(), siblings.get()));
    }

    private static Optional<CpuSet> siblings(HostTree tree, String folder, int cpu) {
        Reading<CpuSet> siblings = tree.line(folder + "thread_siblings_list").map(CpuSet::parse);
        return siblings instanceof Reading.Absent
                ? Optional.of(CpuSet.of(cpu))
                : siblings.toOptional().filter(set -> !set.isEmpty());
    }

    /// The kernel writes -1 (or its unsigned form) if an architecture has no such thing.
    private static Optional<Integer> number(HostTree tree, String path) {
        Reading<Long> number = tree.number(path, -1, 0xFFFF_FFFFL);
        return number instanceof Reading.Absent
                ? Optional.of(0)
                : number.toOptional()
                        .map(v -> v > NUMBER_LIMIT ? 0 : Math.max(0, Math.toIntExact(v)));
    }
}
