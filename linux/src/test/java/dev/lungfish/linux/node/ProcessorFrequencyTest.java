package dev.lungfish.linux.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorFrequencyTest {
    @TempDir private Path folder;

    @Test
    void tellsThatOfTheLastProcessorInWholeMegahertz() throws NotARecordException {
        assertThat(of("x86_64", "cpu MHz\t\t: 800.125\n\ncpu MHz\t\t: 2596.997\nbogomips : 1.0\n"))
                .isEqualTo(2596);
    }

    @Test
    void readsTheWordOfEachArchitecture() throws NotARecordException {
        assertThat(of("ppc64le", "clock\t\t: 3425.000000MHz\nclock : 3000.0\n")).isEqualTo(3000);
        assertThat(of("s390x", "cpu MHz dynamic : 5208\ncpu MHz static  : 5000\n")).isEqualTo(5208);
    }

    @Test
    void isZeroWhereTheArchitectureTellsNone() throws NotARecordException {
        assertThat(of("aarch64", "cpu MHz : 2000.0\n")).isZero();
        assertThat(of("x86_64", "model name : one without a frequency\n")).isZero();
    }

    private int of(String arch, String cpuinfo) throws NotARecordException {
        HostFiles.in(folder).file("/proc/cpuinfo", cpuinfo);
        return ProcessorFrequency.megahertz(HostTree.recorded(folder), arch);
    }
}
