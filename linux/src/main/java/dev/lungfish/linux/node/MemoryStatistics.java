package dev.lungfish.linux.node;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The kernel's memory figures, of the host or of one NUMA node, by the kernel's names (`MemTotal`)
/// and in its order.
///
/// **Source:** Linux `Documentation/filesystems/proc.rst`, `meminfo`;
/// `Documentation/ABI/stable/sysfs-devices-node`.
public record MemoryStatistics(Map<String, ByteCount> counts) {
    private static final String HOST = "/proc/meminfo";
    private static final Pattern LINE =
            Pattern.compile("(?:Node [0-9]+ )?([A-Za-z_()0-9]+):\\s+([0-9]{1,15}) kB");

    public MemoryStatistics {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /// Those of the whole host.
    public static Reading<MemoryStatistics> ofHost(HostTree tree) {
        return read(tree, HOST);
    }

    /// Those of one node.
    public static Reading<MemoryStatistics> ofNode(HostTree tree, int node) {
        return read(tree, "/sys/devices/system/node/node" + node + "/meminfo");
    }

    /// All memory; zero if unknown.
    public ByteCount total() {
        return counts.getOrDefault("MemTotal", new ByteCount(0));
    }

    /// Unused memory; zero if unknown.
    public ByteCount free() {
        return counts.getOrDefault("MemFree", new ByteCount(0));
    }

    private static Reading<MemoryStatistics> read(HostTree tree, String path) {
        return tree.text(path).map(MemoryStatistics::parse);
    }

    private static MemoryStatistics parse(String text) {
        Map<String, ByteCount> counts = new LinkedHashMap<>();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                counts.putIfAbsent(
                        matcher.group(1), ByteCount.ofKibibytes(Long.parseLong(matcher.group(2))));
            }
        }
        return new MemoryStatistics(counts);
    }
}
