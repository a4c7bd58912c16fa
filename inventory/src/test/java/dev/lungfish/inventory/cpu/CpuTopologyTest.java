package dev.lungfish.inventory.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.power.CpuSet;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuTopologyTest {
    private static final String CPU = "/sys/devices/system/cpu";

    @TempDir private Path folder;

    @Test
    void countsSocketsCoresAndThreads() throws NotARecordException {
        HostFiles files =
                HostFiles.in(folder).file(CPU + "/present", "0-7\n").file(CPU + "/online", "0-7\n");
        for (int cpu = 0; cpu < 8; cpu++) {
            place(files, cpu, cpu / 4, cpu % 4 / 2, (cpu & ~1) + "-" + (cpu | 1));
        }

        assertThat(CpuTopology.read(HostTree.recorded(files.root())))
                .contains(new CpuTopology(1, 2, 2, 2));
    }

    @Test
    void countsEachNodeByItself() throws NotARecordException {
        HostFiles files =
                HostFiles.in(folder).file(CPU + "/present", "0-3\n").file(CPU + "/online", "0-3\n");
        for (int cpu = 0; cpu < 4; cpu++) {
            place(files, cpu, cpu / 2, cpu % 2, String.valueOf(cpu));
            files.directory("/sys/devices/system/node/node" + cpu / 2 + "/cpu" + cpu);
        }

        assertThat(CpuTopology.read(HostTree.recorded(files.root())))
                .contains(new CpuTopology(2, 1, 2, 1));
    }

    @Test
    void tellsOneSocketWhereCoresAreUneven() throws NotARecordException {
        HostFiles files =
                HostFiles.in(folder).file(CPU + "/present", "0-2\n").file(CPU + "/online", "0-2\n");
        place(files, 0, 0, 0, "0-1");
        place(files, 1, 0, 0, "0-1");
        place(files, 2, 0, 1, "2");

        assertThat(CpuTopology.read(HostTree.recorded(files.root())))
                .contains(new CpuTopology(1, 1, 3, 1));
    }

    @Test
    void tellsNothingOfARecordWithoutProcessors() throws NotARecordException {
        assertThat(CpuTopology.read(HostTree.recorded(HostFiles.in(folder).root()))).isEmpty();
    }

    @Test
    void takesTheKernelsMinusOneForNone() throws NotARecordException {
        HostFiles files = HostFiles.in(folder);
        place(files, 0, -1, 0, "0");
        files.file(CPU + "/cpu0/topology/die_id", "4294967295\n");

        assertThat(CpuPlace.read(HostTree.recorded(files.root()), 0))
                .contains(new CpuPlace(0, 0, 0, 0, CpuSet.of(0)));
    }

    private static void place(HostFiles files, int cpu, int socket, int core, String siblings) {
        String topology = CPU + "/cpu" + cpu + "/topology/";
        files.file(topology + "physical_package_id", socket + "\n")
                .file(topology + "core_id", core + "\n")
                .file(topology + "thread_siblings_list", siblings + "\n");
    }
}
