package dev.lungfish.inventory.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.power.CpuSet;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuCacheTest {
    private static final String CPU = "/sys/devices/system/cpu";

    @TempDir private Path folder;

    @Test
    void tellsACacheOnceThoughProcessorsShareIt() throws NotARecordException {
        HostFiles files = HostFiles.in(folder).file(CPU + "/online", "0-2\n");
        cache(files, 0, 3, "0", "49152K", "0-1");
        cache(files, 1, 3, "0", "49152K", "0-1");
        cache(files, 2, 3, "1", "49152K", "2");
        cache(files, 0, 2, "0", "1024K", "0");

        assertThat(CpuCache.readAll(HostTree.recorded(files.root()), 3))
                .containsExactly(
                        new CpuCache(0, 3, CpuCache.Content.BOTH, 48L << 20, CpuSet.of(0, 1)),
                        new CpuCache(1, 3, CpuCache.Content.BOTH, 48L << 20, CpuSet.of(2)));
    }

    @Test
    void leavesOutACacheThatIsNotToldInFull() throws NotARecordException {
        HostFiles files = HostFiles.in(folder).file(CPU + "/online", "0-1\n");
        cache(files, 0, 3, "", "49152K", "0");
        cache(files, 1, 3, "0", "big", "1");

        assertThat(CpuCache.readAll(HostTree.recorded(files.root()), 3)).isEmpty();
    }

    private static void cache(
            HostFiles files, int cpu, int level, String id, String size, String cpus) {
        String index = CPU + "/cpu" + cpu + "/cache/index" + level + "/";
        files.file(index + "level", level + "\n")
                .file(index + "id", id + "\n")
                .file(index + "type", "Unified\n")
                .file(index + "size", size + "\n")
                .file(index + "shared_cpu_list", cpus + "\n");
    }
}
