package dev.lungfish.inventory.capabilities;

import dev.lungfish.core.power.CpuSet;
import dev.lungfish.inventory.cpu.CpuPlace;
import dev.lungfish.inventory.cpu.CpuTopology;
import dev.lungfish.inventory.cpu.NumaNode;
import dev.lungfish.inventory.cpu.PageSize;
import dev.lungfish.libvirt.capabilities.Cell;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The NUMA cells of a host. Without nodes in the kernel there is one cell with everything, without
/// pages and distances, as in libvirt.
///
/// **Source:** libvirt 9.0 `src/conf/capabilities.c`, `virCapabilitiesHostNUMAInitReal()`,
/// `virCapabilitiesHostNUMAInitFake()`.
final class HostCells {
    /// libvirt's grammar has no larger number.
    private static final long COUNT_LIMIT = (1L << 32) - 1;

    private HostCells() {}

    static List<Cell> of(HostTree tree, String arch, LibvirtForm form) {
        List<NumaNode> nodes = NumaNode.readAll(tree, PageSize.ordinaryKibibytes(tree, arch));
        if (!nodes.isEmpty()) {
            return nodes.stream().map(node -> cell(tree, node, form)).toList();
        }
        return CpuTopology.read(tree)
                .map(topology -> List.of(single(tree, topology, form)))
                .orElse(List.of());
    }

    private static Cell cell(HostTree tree, NumaNode node, LibvirtForm form) {
        return new Cell(
                node.id(),
                atLeastOne(node.memoryKibibytes()),
                node.pools().stream()
                        .filter(pool -> pool.count() <= COUNT_LIMIT)
                        .map(pool -> new Cell.PagePool(pool.sizeKibibytes(), pool.count()))
                        .toList(),
                node.distances().stream()
                        .map(distance -> new Cell.Distance(distance.node(), distance.value()))
                        .toList(),
                cpus(tree, node.cpus(), form));
    }

    private static Cell.Place place(CpuPlace place, LibvirtForm form) {
        return new Cell.Place(
                place.socket(),
                place.die(),
                form.cluster(place.cluster()),
                place.core(),
                place.siblings().toString());
    }

    /// Processors are numbered in the order of threads of a core, cores of a socket, sockets. Where
    /// the kernel numbers them otherwise (the slots of a sparc64), the online ones are told with
    /// their places.
    private static Cell single(HostTree tree, CpuTopology topology, LibvirtForm form) {
        Optional<CpuSet> online = CpuTopology.online(tree);
        List<Cell.Cpu> cpus = new ArrayList<>();
        int id = 0;
        for (int socket = 0; socket < topology.sockets(); socket++) {
            for (int core = 0; core < topology.cores(); core++) {
                int first = id;
                int[] threads = new int[topology.threads()];
                for (int thread = 0; thread < threads.length; thread++) {
                    threads[thread] = first + thread;
                }
                String siblings = CpuSet.of(threads).toString();
                for (int thread : threads) {
                    if (online.isEmpty() || online.get().contains(thread)) {
                        cpus.add(
                                new Cell.Cpu(
                                        thread,
                                        new Cell.Place(
                                                socket, 0, form.cluster(0), core, siblings)));
                    }
                }
                id += threads.length;
            }
        }
        int highest = id;
        boolean others =
                online.stream().flatMapToInt(CpuSet::stream).anyMatch(cpu -> cpu >= highest);
        return new Cell(
                0,
                atLeastOne(NumaNode.totalMemoryKibibytes(tree)),
                List.of(),
                List.of(),
                others ? cpus(tree, online.orElseThrow(), form) : cpus);
    }

    private static List<Cell.Cpu> cpus(HostTree tree, CpuSet numbers, LibvirtForm form) {
        return numbers.stream()
                .mapToObj(cpu ->
                        new Cell.Cpu(
                                cpu,
                                CpuPlace.read(tree, cpu)
                                        .map(place -> place(place, form))
                                        .orElse(null)))
                .toList();
    }

    private static @Nullable Long atLeastOne(OptionalLong kibibytes) {
        return kibibytes.isPresent() && kibibytes.getAsLong() > 0
                ? (Long) kibibytes.getAsLong()
                : null;
    }
}
