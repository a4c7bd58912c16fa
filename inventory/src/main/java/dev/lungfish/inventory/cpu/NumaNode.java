package dev.lungfish.inventory.cpu;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// One node of memory with the processors next to it.
///
/// **Source:** Linux `Documentation/ABI/stable/sysfs-devices-node`.
///
/// @param id of the node
/// @param memoryKibibytes all memory of the node; empty if unknown
/// @param pools of pages, by size; ordinary pages are those outside the pools of huge pages
/// @param distances to each online node; empty if unknown
/// @param cpus its online processors
public record NumaNode(
        int id,
        OptionalLong memoryKibibytes,
        List<Pool> pools,
        List<Distance> distances,
        CpuSet cpus) {
    private static final String NODES = "/sys/devices/system/node";
    private static final Pattern FOLDER = Pattern.compile("node([0-9]{1,4})");
    private static final Pattern PROCESSOR = Pattern.compile("cpu([0-9]{1,5})");
    private static final Pattern TOTAL =
            Pattern.compile("(?m)^(?:Node [0-9]+ )?MemTotal: +([0-9]{1,15}) kB$");

    private static final long COUNT_LIMIT = 1L << 40;

    /// The pages of one size.
    public record Pool(long sizeKibibytes, long count) {}

    /// The distance to a node: 10 is local.
    public record Distance(int node, int value) {}

    /// The nodes in the order of their numbers; empty if the kernel has none or was built without,
    /// and where it can't be told which processors belong to one.
    ///
    /// @param ordinaryPage the size of an ordinary page in KiB; empty if unknown
    public static List<NumaNode> readAll(HostTree tree, Optional<Long> ordinaryPage) {
        CpuSet ids = folders(tree);
        CpuSet online = online(tree, ids);
        if (ids.and(online).stream()
                .anyMatch(id -> processors(tree, NODES + "/node" + id).isEmpty())) {
            return List.of();
        }
        return ids.and(online).stream()
                .mapToObj(id -> read(tree, id, online, ordinaryPage))
                .toList();
    }

    /// Only the numbers of the nodes.
    public static CpuSet ids(HostTree tree) {
        CpuSet ids = folders(tree);
        return ids.and(online(tree, ids));
    }

    private static CpuSet folders(HostTree tree) {
        return CpuSet.of(
                tree.children(NODES).toOptional().orElse(List.of()).stream()
                        .map(FOLDER::matcher)
                        .filter(Matcher::matches)
                        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                        .toArray());
    }

    private static CpuSet online(HostTree tree, CpuSet ids) {
        return tree.line(NODES + "/online").map(CpuSet::parse).toOptional().orElse(ids);
    }

    /// All memory of the host in KiB.
    public static OptionalLong totalMemoryKibibytes(HostTree tree) {
        return total(tree.text("/proc/meminfo"));
    }

    private static NumaNode read(
            HostTree tree, int id, CpuSet online, Optional<Long> ordinaryPage) {
        String folder = NODES + "/node" + id;
        OptionalLong memory = total(tree.text(folder + "/meminfo"));
        return new NumaNode(
                id,
                memory,
                pools(tree, folder + "/hugepages", memory, ordinaryPage),
                distances(tree.line(folder + "/distance"), online),
                processors(tree, folder).orElse(CpuSet.of()));
    }

    /// The online ones, by the list, or by what says the same: a copied tree may have only that.
    /// Empty where nothing says it, which is not the same as none. Older kernels set the bits of
    /// all possible processors in the mask (s390 with 141 of them and 8 online), and the links are
    /// of all that are present.
    ///
    /// **Source:** Linux `Documentation/ABI/stable/sysfs-devices-node`: `cpumap`, `cpulist`;
    /// `register_cpu_under_node()` in `drivers/base/node.c` links the processors.
    private static Optional<CpuSet> processors(HostTree tree, String folder) {
        Optional<CpuSet> online = CpuTopology.online(tree);
        return named(tree, folder).map(all -> online.map(all::and).orElse(all));
    }

    private static Optional<CpuSet> named(HostTree tree, String folder) {
        return tree.line(folder + "/cpulist")
                .map(CpuSet::parse)
                .toOptional()
                .or(() -> tree.line(folder + "/cpumap").map(NumaNode::mask).toOptional())
                .or(() ->
                        tree.children(folder)
                                .toOptional()
                                .map(names ->
                                        CpuSet.of(
                                                names.stream()
                                                        .map(PROCESSOR::matcher)
                                                        .filter(Matcher::matches)
                                                        .mapToInt(found ->
                                                                Integer.parseInt(found.group(1)))
                                                        .toArray()))
                                .filter(found -> !found.isEmpty()));
    }

    /// Words of 32 bits in hexadecimal, the highest first, separated by commas.
    private static CpuSet mask(String text) {
        if (!text.matches("[0-9a-f]{1,8}(,[0-9a-f]{1,8})*")) {
            throw new IllegalArgumentException("a mask of processors expected");
        }
        List<String> words = List.of(text.split(",", -1)).reversed();
        return CpuSet.of(
                IntStream.range(0, words.size() * Integer.SIZE)
                        .filter(number ->
                                (Long.parseLong(words.get(number / Integer.SIZE), 16)
                                                        >>> (number % Integer.SIZE)
                                                & 1)
                                        == 1)
                        .toArray());
    }

    private static OptionalLong total(Reading<String> meminfo) {
        Matcher total = TOTAL.matcher(meminfo.toOptional().orElse(""));
        return total.find()
                ? OptionalLong.of(Long.parseLong(total.group(1)))
                : OptionalLong.empty();
    }

    private static List<Pool> pools(
            HostTree tree, String folder, OptionalLong memory, Optional<Long> ordinaryPage) {
        List<Pool> pools = new ArrayList<>();
        long taken = 0;
        for (long size : PageSize.hugeKibibytes(tree, folder)) {
            Optional<Long> count =
                    tree.number(
                                    PageSize.hugeFolder(folder, size) + "/nr_hugepages",
                                    0,
                                    COUNT_LIMIT / size)
                            .toOptional();
            if (count.isPresent()) {
                pools.add(new Pool(size, count.get()));
                taken += size * count.get();
            }
        }
        if (memory.isPresent() && ordinaryPage.isPresent()) {
            long left = Math.max(0, memory.getAsLong() - taken);
            pools.add(new Pool(ordinaryPage.get(), left / ordinaryPage.get()));
        }
        pools.sort(Comparator.comparingLong(Pool::sizeKibibytes));
        return List.copyOf(pools);
    }

    /// The file has one number for each node that is online, in their order.
    private static List<Distance> distances(Reading<String> line, CpuSet online) {
        String[] values = line.toOptional().orElse("").split(" +", -1);
        int[] nodes = online.stream().toArray();
        if (values.length != nodes.length) {
            return List.of();
        }
        List<Distance> distances = new ArrayList<>();
        for (int i = 0; i < nodes.length; i++) {
            if (!values[i].matches("[1-9][0-9]{1,2}") || Integer.parseInt(values[i]) > 255) {
                return List.of();
            }
            distances.add(new Distance(nodes[i], Integer.parseInt(values[i])));
        }
        return List.copyOf(distances);
    }
}
