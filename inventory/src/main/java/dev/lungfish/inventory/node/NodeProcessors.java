package dev.lungfish.inventory.node;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.inventory.cpu.Architecture;
import dev.lungfish.inventory.cpu.CpuTopology;
import dev.lungfish.inventory.node.NodeStatistics.Value;
import dev.lungfish.linux.node.ProcessorFrequency;
import dev.lungfish.linux.node.ProcessorLists;
import dev.lungfish.linux.node.ProcessorTimes;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The answers about processors.
///
/// **Source:** libvirt 9.0 `src/util/virhostcpu.c`.
final class NodeProcessors {
    private static final int ALL = -1;
    private static final int STATISTICS = 4;

    private final HostTree tree;
    private volatile @Nullable Known known;

    /// The topology for these lists. Reading it takes some files for each processor, and it changes
    /// only if a processor or a node comes or goes, which the lists show.
    private record Known(ProcessorLists lists, CpuTopology topology) {}

    NodeProcessors(HostTree tree) {
        this.tree = tree;
    }

    NodeAnswer<NodeInfo> info(ByteCount memory) {
        Optional<CpuTopology> found = topology();
        if (found.isEmpty()) {
            return Refusal.internal("no CPUs found");
        }
        String arch =
                Architecture.read(tree)
                        .toOptional()
                        .or(() -> Architecture.ofThisRuntime().toOptional())
                        .orElse("none");
        CpuTopology topology = found.get();
        return new NodeAnswer.Given<>(
                new NodeInfo(
                        arch,
                        memory,
                        CpuTopology.online(tree).map(CpuSet::size).orElse(0),
                        ProcessorFrequency.megahertz(tree, arch),
                        topology.nodes(),
                        topology.sockets(),
                        topology.cores(),
                        topology.threads()));
    }

    NodeAnswer<NodeCpuMap> map() {
        ProcessorLists lists = ProcessorLists.read(tree);
        Reading<CpuSet> present = lists.present();
        Reading<CpuSet> online = lists.online();
        if (present instanceof Reading.Present<CpuSet>(_, CpuSet there, _)
                && online instanceof Reading.Present<CpuSet>(_, CpuSet used, _)) {
            return new NodeAnswer.Given<>(
                    new NodeCpuMap(there.stream().max().orElse(-1) + 1, used));
        }
        return Refusal.unreadable(present instanceof Reading.Present ? online : present);
    }

    NodeAnswer<NodeStatistics> statistics(int processor, int room) {
        if (processor < ALL) {
            return Refusal.invalidCall(
                    "cpuNum in virNodeGetCPUStats only accepts -1 as a negative value");
        }
        if (room == 0) {
            return new NodeAnswer.Given<>(new NodeStatistics(STATISTICS, List.of()));
        }
        if (room != STATISTICS) {
            return Refusal.invalidArgument(
                    "nparams in virHostCPUGetStatsLinux must be equal to " + STATISTICS);
        }
        Reading<Optional<ProcessorTimes>> reading =
                processor == ALL
                        ? ProcessorTimes.ofAll(tree)
                        : ProcessorTimes.ofOne(tree, processor);
        if (reading instanceof Reading.Present<Optional<ProcessorTimes>>(_, var times, _)) {
            return times.map(NodeProcessors::told)
                    .orElseGet(() ->
                            Refusal.invalidArgument("Invalid cpuNum in virHostCPUGetStatsLinux"));
        }
        return Refusal.unreadable(reading);
    }

    private static NodeAnswer<NodeStatistics> told(ProcessorTimes times) {
        return new NodeAnswer.Given<>(
                new NodeStatistics(
                        STATISTICS,
                        List.of(
                                new Value("kernel", times.kernel().toNanos()),
                                new Value("user", times.user().toNanos()),
                                new Value("idle", times.idle().toNanos()),
                                new Value("iowait", times.ioWait().toNanos()))));
    }

    private Optional<CpuTopology> topology() {
        ProcessorLists lists = ProcessorLists.read(tree);
        Known before = known;
        if (before != null && before.lists.equals(lists)) {
            return Optional.of(before.topology);
        }
        Optional<CpuTopology> topology = CpuTopology.read(tree);
        topology.ifPresent(found -> known = new Known(lists, found));
        return topology;
    }
}
