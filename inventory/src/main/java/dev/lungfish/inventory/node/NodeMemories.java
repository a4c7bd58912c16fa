package dev.lungfish.inventory.node;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.inventory.cpu.Architecture;
import dev.lungfish.inventory.cpu.NumaNode;
import dev.lungfish.inventory.cpu.PageSize;
import dev.lungfish.inventory.node.NodeStatistics.Value;
import dev.lungfish.linux.node.MemoryStatistics;
import dev.lungfish.linux.tree.HostTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/// The answers about memory. A cell is a NUMA node; a host without NUMA has only cell 0.
///
/// **Source:** libvirt 9.0 `src/util/virhostmem.c`, `src/util/virnuma.c`.
final class NodeMemories {
    private static final int ALL = -1;

    /// libvirt's fields by the kernel's words.
    private static final Map<String, String> FIELDS =
            Map.of(
                    "MemTotal",
                    "total",
                    "MemFree",
                    "free",
                    "Buffers",
                    "buffers",
                    "Cached",
                    "cached");

    private static final int STATISTICS_OF_HOST = 4;
    private static final int STATISTICS_OF_CELL = 2;

    private final HostTree tree;

    NodeMemories(HostTree tree) {
        this.tree = tree;
    }

    /// The sum of the cells, which may differ from the kernel's figure for the whole host.
    NodeAnswer<ByteCount> sum(Function<MemoryStatistics, ByteCount> amount) {
        CpuSet cells = NumaNode.ids(tree);
        if (cells.isEmpty()) {
            return of(MemoryStatistics.ofHost(tree)).map(amount);
        }
        ByteCount sum = new ByteCount(0);
        for (int cell : cells.stream().toArray()) {
            switch (of(MemoryStatistics.ofNode(tree, cell))) {
                case NodeAnswer.Given<MemoryStatistics>(MemoryStatistics statistics) ->
                        sum = sum.plus(amount.apply(statistics));
                case NodeAnswer.Refused<MemoryStatistics>(Refusal refusal) -> {
                    return new NodeAnswer.Refused<>(refusal);
                }
            }
        }
        return new NodeAnswer.Given<>(sum);
    }

    NodeAnswer<NodeStatistics> statistics(int cell, int room) {
        if (cell < ALL) {
            return Refusal.invalidCall(
                    "cellNum in virNodeGetMemoryStats only accepts -1 as a negative value");
        }
        CpuSet cells = NumaNode.ids(tree);
        boolean whole = cell == ALL || (cell == 0 && cells.isEmpty());
        if (!whole && cell > last(cells)) {
            return Refusal.invalidArgument(
                    "cellNum in virHostMemGetStats must be less than or equal to " + last(cells));
        }
        int count = whole ? STATISTICS_OF_HOST : STATISTICS_OF_CELL;
        if (room == 0) {
            return new NodeAnswer.Given<>(new NodeStatistics(count, List.of()));
        }
        if (room != count) {
            return Refusal.invalidArgument("nparams in virHostMemGetStatsLinux must be " + count);
        }
        return of(whole ? MemoryStatistics.ofHost(tree) : MemoryStatistics.ofNode(tree, cell))
                .map(statistics ->
                        new NodeStatistics(
                                count,
                                statistics.counts().entrySet().stream()
                                        .filter(entry -> FIELDS.containsKey(entry.getKey()))
                                        .limit(count)
                                        .map(NodeMemories::value)
                                        .toList()));
    }

    NodeAnswer<List<ByteCount>> free(int first, int most) {
        if (first < 0) {
            return Refusal.invalidCall(
                    "startCell in virNodeGetCellsFreeMemory must be zero or greater");
        }
        if (most <= 0) {
            return Refusal.invalidCall(
                    "maxCells in virNodeGetCellsFreeMemory must be greater than zero");
        }
        CpuSet cells = NumaNode.ids(tree);
        if (first > last(cells)) {
            return outOfRange(first, cells);
        }
        List<ByteCount> free = new ArrayList<>();
        for (int cell = first; cell <= last(cells) && free.size() < most; cell++) {
            // An unknown cell counts as one without memory.
            Reading<MemoryStatistics> statistics =
                    cells.isEmpty()
                            ? MemoryStatistics.ofHost(tree)
                            : MemoryStatistics.ofNode(tree, cell);
            free.add(statistics.toOptional().map(MemoryStatistics::free).orElse(new ByteCount(0)));
        }
        return new NodeAnswer.Given<>(List.copyOf(free));
    }

    NodeAnswer<List<Long>> freePages(List<Long> kibibytes, int first, long count) {
        if (kibibytes.isEmpty()) {
            return Refusal.invalidCall("npages in virNodeGetFreePages must not be zero");
        }
        if (count == 0) {
            return Refusal.invalidCall("cellCount in virNodeGetFreePages must not be zero");
        }
        CpuSet cells = NumaNode.ids(tree);
        if (first > last(cells)) {
            return outOfRange(first, cells);
        }
        long ordinary =
                Architecture.read(tree)
                        .toOptional()
                        .flatMap(arch -> PageSize.ordinaryKibibytes(tree, arch))
                        .orElse(0L);
        long end = Math.min(last(cells), first + count - 1);
        List<Long> free = new ArrayList<>();
        for (int cell = first; cell <= end; cell++) {
            for (long size : kibibytes) {
                switch (pages(cells, cell, size, ordinary)) {
                    case NodeAnswer.Given<Long>(Long pages) -> free.add(pages);
                    case NodeAnswer.Refused<Long>(Refusal refusal) -> {
                        return new NodeAnswer.Refused<>(refusal);
                    }
                }
            }
        }
        return new NodeAnswer.Given<>(List.copyOf(free));
    }

    /// @param cell -1 for the whole host
    private NodeAnswer<Long> pages(CpuSet cells, int cell, long size, long ordinary) {
        boolean whole = cell == ALL || (cell == 0 && cells.isEmpty());
        if (size == ordinary && size > 0) {
            return (whole
                            ? sum(MemoryStatistics::free)
                            : of(MemoryStatistics.ofNode(tree, cell)).map(MemoryStatistics::free))
                    .map(free -> free.bytes() / 1024 / size);
        }
        Reading<Long> free =
                PageSize.freeHuge(tree, whole ? OptionalInt.empty() : OptionalInt.of(cell), size);
        if (free instanceof Reading.Present<Long>(_, Long pages, _)) {
            return new NodeAnswer.Given<>(pages);
        }
        return free instanceof Reading.Absent
                ? Refusal.operationFailed(
                        "page size %s is not available%s"
                                .formatted(size, cell == ALL ? "" : " on node " + cell))
                : Refusal.unreadable(free);
    }

    private static <T> NodeAnswer<T> outOfRange(int first, CpuSet cells) {
        return Refusal.internal("start cell " + first + " out of range (0-" + last(cells) + ")");
    }

    private static int last(CpuSet cells) {
        return cells.stream().max().orElse(0);
    }

    private static Value value(Map.Entry<String, ByteCount> count) {
        return new Value(
                FIELDS.getOrDefault(count.getKey(), count.getKey()),
                count.getValue().bytes() / 1024);
    }

    private static NodeAnswer<MemoryStatistics> of(Reading<MemoryStatistics> reading) {
        if (!(reading instanceof Reading.Present<MemoryStatistics>(_, var statistics, _))) {
            return Refusal.unreadable(reading);
        }
        return statistics.counts().isEmpty()
                ? Refusal.internal("no available memory line found")
                : new NodeAnswer.Given<>(statistics);
    }
}
