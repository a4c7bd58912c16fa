package dev.lungfish.inventory.cpu;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.linux.tree.HostTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// The processors of a host in libvirt's counting: the most sockets of any node, the most cores of
/// any socket, the most threads of any core. If the product is not the number of processors (uneven
/// nodes), libvirt reports one socket with as many cores as there are processors; so does Lungfish.
///
/// **Source:** libvirt 9.0 `src/util/virhostcpu.c`, `virHostCPUGetInfoPopulateLinux()`.
public record CpuTopology(int nodes, int sockets, int cores, int threads) {
    private static final String CPUS = "/sys/devices/system/cpu";
    private static final String NODES = "/sys/devices/system/node";

    /// Empty if the host's processors are unknown.
    public static Optional<CpuTopology> read(HostTree tree) {
        Optional<CpuSet> present = processors(tree, "present");
        Optional<CpuSet> online = online(tree);
        if (present.isEmpty() || online.isEmpty()) {
            return Optional.empty();
        }
        List<CpuSet> nodes = nodes(tree, present.get());
        boolean s390 = Architecture.read(tree).toOptional().filter("s390x"::equals).isPresent();
        CpuTopology most = new CpuTopology(nodes.size(), 0, 0, 0);
        int counted = 0;
        for (CpuSet node : nodes) {
            CpuTopology one = ofNode(tree, node.and(online.get()), s390);
            most =
                    new CpuTopology(
                            nodes.size(),
                            Math.max(most.sockets, one.sockets),
                            Math.max(most.cores, one.cores),
                            Math.max(most.threads, one.threads));
            counted += node.size();
        }
        if (counted == 0 || most.sockets == 0) {
            return Optional.empty();
        }
        long product = (long) most.nodes * most.sockets * most.cores * most.threads;
        return Optional.of(product == counted ? most : new CpuTopology(1, 1, counted, 1));
    }

    /// The online logical processors; empty if unknown.
    public static Optional<CpuSet> online(HostTree tree) {
        return processors(tree, "online");
    }

    /// The processors of a kind, such as `online`; if the kernel's list is missing, those with a
    /// folder.
    private static Optional<CpuSet> processors(HostTree tree, String kind) {
        Optional<CpuSet> listed = tree.line(CPUS + "/" + kind).map(CpuSet::parse).toOptional();
        return listed.or(() -> children(tree, CPUS, "cpu")).filter(set -> !set.isEmpty());
    }

    private static List<CpuSet> nodes(HostTree tree, CpuSet present) {
        List<CpuSet> nodes =
                children(tree, NODES, "node").orElse(CpuSet.of()).stream()
                        .mapToObj(node -> children(tree, NODES + "/node" + node, "cpu"))
                        .flatMap(Optional::stream)
                        .map(present::and)
                        .toList();
        return nodes.stream().allMatch(CpuSet::isEmpty) ? List.of(present) : nodes;
    }

    private static Optional<CpuSet> children(HostTree tree, String folder, String prefix) {
        Reading<CpuSet> found =
                tree.children(folder)
                        .map(names ->
                                CpuSet.of(
                                        names.stream()
                                                .filter(name -> name.startsWith(prefix))
                                                .map(name -> name.substring(prefix.length()))
                                                .filter(name -> name.matches("[0-9]{1,4}"))
                                                .mapToInt(Integer::parseInt)
                                                .toArray()));
        return found.toOptional();
    }

    private static CpuTopology ofNode(HostTree tree, CpuSet online, boolean s390) {
        Map<Integer, Set<Integer>> coresBySocket = new HashMap<>();
        int threads = 0;
        for (int cpu : (Iterable<Integer>) online.stream()::iterator) {
            CpuPlace place =
                    CpuPlace.read(tree, cpu).orElse(new CpuPlace(0, 0, 0, cpu, CpuSet.of(cpu)));
            // On s390 a logical processor is a core.
            coresBySocket
                    .computeIfAbsent(place.socket(), _ -> new HashSet<>())
                    .add(s390 ? cpu : place.core());
            threads = Math.max(threads, place.siblings().size());
        }
        IntStream cores = coresBySocket.values().stream().mapToInt(Set::size);
        return new CpuTopology(1, coresBySocket.size(), cores.max().orElse(0), threads);
    }
}
