package dev.lungfish.inventory.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.power.CpuSet;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumaNodeTest {
    private static final String NODE = "/sys/devices/system/node/node";

    @TempDir private Path folder;
    private HostFiles files;

    @BeforeEach
    void begin() {
        files = HostFiles.in(folder);
    }

    @Test
    void readsMemoryPagesDistancesAndProcessors() throws NotARecordException {
        files.file("/sys/devices/system/node/online", "0,2\n")
                .file(NODE + "0/meminfo", "Node 0 MemTotal:       8192 kB\nNode 0 MemFree: 1 kB\n")
                .file(NODE + "0/hugepages/hugepages-2048kB/nr_hugepages", "3\n")
                .file(NODE + "0/distance", "10 21\n")
                .file(NODE + "0/cpulist", "0-1\n")
                .file(NODE + "2/meminfo", "Node 2 MemTotal:       4096 kB\n")
                .file(NODE + "2/distance", "21 10\n")
                .file(NODE + "2/cpulist", "\n");

        assertThat(NumaNode.readAll(tree(), Optional.of(4L)))
                .containsExactly(
                        new NumaNode(
                                0,
                                OptionalLong.of(8192),
                                List.of(new NumaNode.Pool(4, 512), new NumaNode.Pool(2048, 3)),
                                List.of(new NumaNode.Distance(0, 10), new NumaNode.Distance(2, 21)),
                                CpuSet.of(0, 1)),
                        new NumaNode(
                                2,
                                OptionalLong.of(4096),
                                List.of(new NumaNode.Pool(4, 1024)),
                                List.of(new NumaNode.Distance(0, 21), new NumaNode.Distance(2, 10)),
                                CpuSet.of()));
    }

    /// util-linux `tests/ts/lscpu/dumps`: copies of hosts with `cpumap` and no `cpulist`.
    @Test
    void readsTheMaskOrTheLinksWhereThereIsNoList() throws NotARecordException {
        files.file(NODE + "0/cpumap", "00000001,80000001\n")
                .directory(NODE + "1/cpu7")
                .directory(NODE + "1/cpu70");

        assertThat(NumaNode.readAll(tree(), Optional.empty()))
                .extracting(NumaNode::cpus)
                .containsExactly(CpuSet.of(0, 31, 32), CpuSet.of(7, 70));
    }

    /// util-linux `tests/ts/lscpu/dumps/s390-lpar-drawer`: 141 bits, 8 processors online.
    @Test
    void tellsOnlyProcessorsThatAreOnline() throws NotARecordException {
        files.file(NODE + "0/cpumap", "1fff,ffffffff,ffffffff,ffffffff,ffffffff\n")
                .file("/sys/devices/system/cpu/online", "0-7\n");

        assertThat(NumaNode.readAll(tree(), Optional.empty()))
                .extracting(node -> node.cpus().toString())
                .containsExactly("0-7");
    }

    @Test
    void tellsNoNodeWithoutProcessorsWhereThatIsNotKnown() throws NotARecordException {
        files.file(NODE + "0/meminfo", "Node 0 MemTotal: 8192 kB\n");

        assertThat(NumaNode.readAll(tree(), Optional.empty())).isEmpty();
    }

    @Test
    void leavesOutWhatHasNoMeaning() throws NotARecordException {
        files.file(NODE + "0/meminfo", "Node 0 MemTotal: lots\n")
                .file(NODE + "0/hugepages/hugepages-2048kB/nr_hugepages", "-1\n")
                .file(NODE + "0/hugepages/hugepages-hugekB/nr_hugepages", "1\n")
                .file(NODE + "0/distance", "10 20 30\n")
                .directory(NODE + "0/cpulist")
                .directory(NODE + "0/cpu3")
                .file(NODE + "s/meminfo", "");

        assertThat(NumaNode.readAll(tree(), Optional.of(4L)))
                .containsExactly(
                        new NumaNode(0, OptionalLong.empty(), List.of(), List.of(), CpuSet.of(3)));
    }

    @Test
    void hasNoNodeWhereTheKernelHasNone() throws NotARecordException {
        assertThat(NumaNode.readAll(tree(), Optional.of(4L))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2097152, 4", "33554432, 16", "536870912, 64"})
    void concludesThePageOfArmFromItsHugePage(long huge, long page) throws NotARecordException {
        files.file("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size", huge + "\n");

        assertThat(PageSize.ordinaryKibibytes(tree(), "aarch64")).contains(page);
    }

    @Test
    void guessesNoPageOfArm() throws NotARecordException {
        assertThat(PageSize.ordinaryKibibytes(tree(), "aarch64")).isEmpty();
    }

    private HostTree tree() throws NotARecordException {
        return HostTree.recorded(files.root());
    }
}
