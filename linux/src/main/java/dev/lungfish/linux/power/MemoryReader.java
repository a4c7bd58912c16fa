package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.MemoryUse;
import dev.lungfish.linux.node.MemoryStatistics;
import dev.lungfish.linux.tree.HostTree;
import java.util.Map;

/// Reads how much memory is in use.
///
/// **Source:** kernel `Documentation/filesystems/proc.rst`, section `meminfo`; `MemAvailable` is
/// there since kernel 3.14.
final class MemoryReader {
    static final String MEMORY = "/proc/meminfo";
    private final HostTree tree;

    MemoryReader(HostTree tree) {
        this.tree = tree;
    }

    Reading<MemoryUse> read() {
        return switch (MemoryStatistics.ofHost(tree).map(MemoryReader::parse)) {
            case Reading.Present<MemoryUse>(String source, MemoryUse memory, _) ->
                    new Reading.Present<>(source, memory, describe(memory));
            case Reading<MemoryUse> other -> other;
        };
    }

    private static MemoryUse parse(MemoryStatistics statistics) {
        Map<String, ByteCount> amounts = statistics.counts();
        ByteCount total = required(amounts, "MemTotal");
        ByteCount free = required(amounts, "MemFree");
        ByteCount available = amounts.getOrDefault("MemAvailable", free);
        if (free.bytes() > total.bytes() || available.bytes() > total.bytes()) {
            throw new IllegalArgumentException(
                    "more memory free (%s) than there is (%s)"
                            .formatted(ByteCount.larger(free, available), total));
        }
        ByteCount anonymous = amounts.getOrDefault("Active(anon)", new ByteCount(0));
        return new MemoryUse(total, free, available, anonymous);
    }

    private static ByteCount required(Map<String, ByteCount> amounts, String name) {
        ByteCount amount = amounts.get(name);
        if (amount == null) {
            throw new IllegalArgumentException("no line " + name);
        }
        return amount;
    }

    private static String describe(MemoryUse memory) {
        return "MemTotal %s, MemFree %s, MemAvailable %s, Active(anon) %s"
                .formatted(
                        memory.total(),
                        memory.free(),
                        memory.available(),
                        memory.activeAnonymous());
    }
}
