package dev.lungfish.inventory.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.inventory.node.NodeAnswer.Given;
import dev.lungfish.inventory.node.NodeAnswer.Refused;
import dev.lungfish.inventory.node.NodeStatistics.Value;
import dev.lungfish.inventory.node.Refusal.Kind;
import dev.lungfish.inventory.node.Refusal.Origin;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachine;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostNodeTest {
    private static final String CPU = "/sys/devices/system/cpu/";
    private static final String NODE = "/sys/devices/system/node/";

    @TempDir private Path folder;

    /// Two sockets of two cores of two threads, each socket a node; processor 7 is offline. The
    /// nodes are 0 and 2.
    private HostFiles host() {
        HostFiles files =
                HostFiles.in(folder)
                        .file("/proc/sys/kernel/arch", "x86_64\n")
                        .file("/proc/cpuinfo", "cpu MHz : 1000.5\n\ncpu MHz : 2000.5\n")
                        .file("/proc/meminfo", "MemTotal: 900 kB\nMemFree: 500 kB\n")
                        .file("/proc/stat", "cpu  1 2 3 4 5 6 7\ncpu0 1 1 1 1 1 1 1\n")
                        .file(CPU + "present", "0-7\n")
                        .file(CPU + "online", "0-6\n")
                        .file(NODE + "online", "0,2\n");
        for (int cpu = 0; cpu < 8; cpu++) {
            String topology = CPU + "cpu" + cpu + "/topology/";
            files.file(topology + "physical_package_id", cpu / 4 + "\n")
                    .file(topology + "core_id", cpu % 4 / 2 + "\n")
                    .file(topology + "thread_siblings_list", (cpu & ~1) + "-" + (cpu | 1) + "\n")
                    .directory(NODE + "node" + cpu / 4 * 2 + "/cpu" + cpu);
        }
        for (int node : new int[] {0, 2}) {
            String place = NODE + "node" + node;
            files.file(
                            place + "/meminfo",
                            "Node %1$d MemTotal: 400 kB\nNode %1$d MemFree: %1$d08 kB\n"
                                    .formatted(node))
                    .file(place + "/hugepages/hugepages-2048kB/free_hugepages", node + 1 + "\n");
        }
        return files;
    }

    @Test
    void countsProcessorsThatAreOfflineAmongThePlacesAndNotAmongTheProcessors() throws Exception {
        assertThat(node(host()).info())
                .isEqualTo(
                        new Given<>(
                                new NodeInfo(
                                        "x86_64",
                                        ByteCount.ofKibibytes(800),
                                        7,
                                        2000,
                                        2,
                                        1,
                                        2,
                                        2)));
    }

    @Test
    void readsTheTopologyAgainOnceAProcessorCame() throws Exception {
        HostFiles files = host();
        HostNode node = node(files);
        assertThat(given(node.info()).cpus()).isEqualTo(7);

        files.file(CPU + "online", "0-7\n").file("/proc/cpuinfo", "cpu MHz : 3000.5\n");
        for (int cpu = 0; cpu < 8; cpu++) {
            files.file(CPU + "cpu" + cpu + "/topology/core_id", cpu % 4 + "\n")
                    .file(CPU + "cpu" + cpu + "/topology/thread_siblings_list", cpu + "\n");
        }

        assertThat(given(node.info()))
                .returns(8, NodeInfo::cpus)
                .returns(3000, NodeInfo::megahertz)
                .returns(4, NodeInfo::cores)
                .returns(1, NodeInfo::threads);
    }

    @Test
    void mapsProcessorsToBits() throws Exception {
        NodeCpuMap map = given(node(host().file(CPU + "present", "0-9\n")).cpuMap());

        assertThat(map.present()).isEqualTo(10);
        assertThat(map.bits()).containsExactly(0x7F, 0);
    }

    @Test
    void tellsTimesInNanoseconds() throws Exception {
        assertThat(given(node(host()).cpuStatistics(-1, 4)).values())
                .containsExactly(
                        new Value("kernel", 160_000_000),
                        new Value("user", 30_000_000),
                        new Value("idle", 40_000_000),
                        new Value("iowait", 50_000_000));
        assertThat(given(node(host()).cpuStatistics(4711, 0)))
                .isEqualTo(new NodeStatistics(4, List.of()));
    }

    @Test
    void countsTheMemoryOfCells() throws Exception {
        HostNode node = node(host());

        assertThat(given(node.freeMemory())).isEqualTo(ByteCount.ofKibibytes(216));
        assertThat(given(node.cellsFreeMemory(0, 1024)))
                .containsExactly(
                        ByteCount.ofKibibytes(8), new ByteCount(0), ByteCount.ofKibibytes(208));
        assertThat(given(node.memoryStatistics(2, 2)).values())
                .containsExactly(new Value("total", 400), new Value("free", 208));
        assertThat(given(node.memoryStatistics(-1, 0)).count()).isEqualTo(4);
    }

    @Test
    void countsFreePagesOfEachSizeAndCell() throws Exception {
        HostNode node = node(host());

        assertThat(given(node.freePages(List.of(4L, 2048L), 0, 1))).containsExactly(2L, 1L);
        assertThat(given(node.freePages(List.of(2048L), 2, 5))).containsExactly(3L);
        assertThat(given(node.freePages(List.of(4L), -1, 1))).containsExactly(54L);
    }

    @Test
    void hasOneCellOfEverythingWithoutNuma() throws Exception {
        HostFiles files =
                HostFiles.in(folder)
                        .file("/proc/sys/kernel/arch", "x86_64\n")
                        .file("/proc/meminfo", "MemTotal: 900 kB\nMemFree: 500 kB\n")
                        .file("/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", "9\n");
        HostNode node = node(files);

        assertThat(given(node.cellsFreeMemory(0, 7))).containsExactly(ByteCount.ofKibibytes(500));
        assertThat(given(node.memoryStatistics(0, 4)).values())
                .containsExactly(new Value("total", 900), new Value("free", 500));
        assertThat(given(node.freePages(List.of(4L, 2048L), 0, 3))).containsExactly(125L, 9L);
    }

    @Test
    void refusesWithTheKindAndTheOriginThatLibvirtTells() throws Exception {
        HostNode node = node(host());

        assertThat(refusal(node.cellsFreeMemory(3, 1)))
                .isEqualTo(
                        new Refusal(
                                Kind.INTERNAL,
                                Origin.NONE,
                                "internal error: start cell 3 out of range (0-2)",
                                0));
        assertThat(refusal(node.cellsFreeMemory(-1, 1)))
                .isEqualTo(
                        new Refusal(
                                Kind.INVALID_ARGUMENT,
                                Origin.INTERFACE,
                                "startCell in virNodeGetCellsFreeMemory must be zero or greater",
                                0));
        assertThat(refusal(node.freePages(List.of(8L), 0, 1)))
                .isEqualTo(
                        new Refusal(
                                Kind.OPERATION_FAILED,
                                Origin.NONE,
                                "operation failed: page size 8 is not available on node 0",
                                0));
        assertThat(refusal(node.memoryStatistics(1, 2)))
                .isEqualTo(
                        new Refusal(
                                Kind.SYSTEM_ERROR,
                                Origin.NONE,
                                "cannot open /sys/devices/system/node/node1/meminfo: No such file"
                                        + " or directory",
                                2));
        assertThat(refusal(node.maximumVcpus(Optional.of("xen"))).origin())
                .isEqualTo(Origin.DRIVER);
        assertThat(refusal(node.cpuModels("riscv64")))
                .returns(Kind.NOT_SUPPORTED, Refusal::kind)
                .returns(Origin.PROCESSORS, Refusal::origin);
        assertThat(refusal(node.sysinfo()).message())
                .isEqualTo("unsupported configuration: Host SMBIOS information is not available");
    }

    @Test
    void tellsThatNoHypervisorIsThereToAsk() throws Exception {
        HostNode node = node(host());

        assertThat(node.maximumVcpus(Optional.empty())).isEqualTo(new Given<>(16));
        assertThat(refusal(node.maximumVcpus(Optional.of("KVM"))).message())
                .isEqualTo("cannot open /dev/kvm: No such file or directory");
    }

    static List<RecordedMachine> machines() {
        return RecordedMachines.all();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void answersOrRefusesWhateverAMachineHolds(RecordedMachine machine) throws Exception {
        HostNode node = new HostNode(HostTree.recorded(machine.path()), Duration.ZERO);

        if (node.info() instanceof Given<NodeInfo>(NodeInfo info)) {
            assertThat(info.nodes() * info.sockets() * info.cores() * info.threads())
                    .isGreaterThanOrEqualTo(info.cpus());
        }
        List<NodeAnswer<?>> answers =
                List.of(
                        node.cpuMap(),
                        node.cpuStatistics(-1, 4),
                        node.memoryStatistics(-1, 4),
                        node.memoryStatistics(0, 2),
                        node.freeMemory(),
                        node.cellsFreeMemory(0, 1024),
                        node.freePages(List.of(4L, 2048L), 0, 16),
                        node.sysinfo(),
                        node.hostName(),
                        node.securityModel());
        assertThat(answers)
                .allSatisfy(answer -> {
                    if (answer instanceof Refused<?>(Refusal refusal)) {
                        assertThat(refusal.message()).isNotBlank().doesNotContain("\n");
                    }
                });
    }

    private static HostNode node(HostFiles files) throws NotARecordException {
        return new HostNode(HostTree.recorded(files.root()), Duration.ZERO);
    }

    private static <T> T given(NodeAnswer<T> answer) {
        return switch (answer) {
            case Given<T>(T value) -> value;
            case Refused<T>(Refusal refusal) -> throw new AssertionError(refusal.message());
        };
    }

    private static Refusal refusal(NodeAnswer<?> answer) {
        if (answer instanceof Refused<?>(Refusal refusal)) {
            return refusal;
        }
        throw new AssertionError("no refusal: " + answer);
    }
}
