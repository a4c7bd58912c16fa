package dev.lungfish.inventory.cpu;

import dev.lungfish.core.power.CpuSet;
import dev.lungfish.linux.tree.HostTree;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// One cache.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-devices-system-cpu`, `cache/`.
///
/// @param id unique among the caches of a level
/// @param level 1 is next to the processor
/// @param content what it holds
/// @param sizeBytes its size
/// @param cpus the logical processors that share it
public record CpuCache(int id, int level, Content content, long sizeBytes, CpuSet cpus) {
    private static final String CPUS = "/sys/devices/system/cpu";
    private static final int LEVEL_LIMIT = 10;

    /// What a cache holds, by the kernel's words.
    public enum Content {
        /// `Unified`.
        BOTH,
        /// `Instruction`.
        INSTRUCTIONS,
        /// `Data`.
        DATA
    }

    /// The caches of all online processors from a level up, by level and number. A cache with
    /// missing facts is left out, like those of many ARM machines, which have no number.
    public static List<CpuCache> readAll(HostTree tree, int leastLevel) {
        CpuSet online =
                tree.line(CPUS + "/online").map(CpuSet::parse).toOptional().orElse(CpuSet.of());
        TreeSet<CpuCache> caches =
                new TreeSet<>(
                        Comparator.comparingInt(CpuCache::level)
                                .thenComparingInt(CpuCache::id)
                                .thenComparing(CpuCache::content)
                                .thenComparing(cache -> cache.cpus().toString()));
        online.stream()
                .mapToObj(cpu -> CPUS + "/cpu" + cpu + "/cache")
                .forEach(folder ->
                        tree.children(folder).toOptional().orElse(List.of()).stream()
                                .filter(name -> name.matches("index[0-9]{1,2}"))
                                .map(name -> read(tree, folder + "/" + name, leastLevel))
                                .flatMap(Optional::stream)
                                .forEach(caches::add));
        return List.copyOf(caches);
    }

    private static Optional<CpuCache> read(HostTree tree, String folder, int leastLevel) {
        Optional<Long> level = tree.number(folder + "/level", leastLevel, LEVEL_LIMIT).toOptional();
        if (level.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> id = tree.number(folder + "/id", 0, Integer.MAX_VALUE).toOptional();
        Optional<Content> content =
                tree.line(folder + "/type").toOptional().flatMap(CpuCache::content);
        Optional<Long> size = tree.line(folder + "/size").map(CpuCache::bytes).toOptional();
        Optional<CpuSet> cpus =
                tree.line(folder + "/shared_cpu_list")
                        .map(CpuSet::parse)
                        .toOptional()
                        .filter(set -> !set.isEmpty());
        if (id.isEmpty() || content.isEmpty() || size.isEmpty() || cpus.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new CpuCache(
                        Math.toIntExact(id.get()),
                        Math.toIntExact(level.get()),
                        content.get(),
                        size.get(),
                        cpus.get()));
    }

    private static Optional<Content> content(String word) {
        return switch (word) {
            case "Unified" -> Optional.of(Content.BOTH);
            case "Instruction" -> Optional.of(Content.INSTRUCTIONS);
            case "Data" -> Optional.of(Content.DATA);
            default -> Optional.empty();
        };
    }

    /// The kernel writes KiB: `49152K`.
    private static long bytes(String size) {
        if (!size.matches("[0-9]{1,9}K")) {
            throw new IllegalArgumentException(
                    "a size in K expected, found " + HostTree.quote(size));
        }
        return Long.parseLong(size.substring(0, size.length() - 1)) << 10;
    }
}
