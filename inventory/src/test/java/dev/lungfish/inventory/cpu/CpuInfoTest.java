package dev.lungfish.inventory.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuInfoTest {
    @TempDir private Path folder;

    @Test
    void readsTheFirstProcessorOfX86() throws NotARecordException {
        CpuInfo info =
                read("""
                processor\t: 0
                vendor_id\t: GenuineIntel
                cpu family\t: 6
                microcode\t: 0x2006e05
                flags\t\t: fpu sse4_1 constant_tsc nonstop_tsc lm
                address sizes\t: 46 bits physical, 48 bits virtual

                processor\t: 1
                vendor_id\t: Other
                bogus\t: 1
                """)
                        .toOptional()
                        .orElseThrow();

        assertThat(info.field("bogus")).isEmpty();
        assertThat(info.number("cpu family")).hasValue(6);
        assertThat(info.microcodeVersion()).contains(0x2006e05L);
        assertThat(info.physicalAddressBits()).hasValue(46);
        assertThat(CpuVendor.of(info)).contains("Intel");
        assertThat(CpuFeatureNames.of(info)).containsExactly("fpu", "sse4.1", "invtsc", "lm");
    }

    @Test
    void readsTheFeaturesOfArm() throws NotARecordException {
        CpuInfo info =
                read("processor\t: 0\nFeatures\t: fp asimd sha2\nCPU implementer\t: 0x41\n")
                        .toOptional()
                        .orElseThrow();

        assertThat(CpuFeatureNames.of(info)).containsExactly("fp", "asimd", "sha2");
        assertThat(CpuVendor.of(info)).isEmpty();
        assertThat(info.microcodeVersion()).isEmpty();
        assertThat(info.physicalAddressBits()).isEmpty();
    }

    @Test
    void givesNoNumberWhereThereIsNone() throws NotARecordException {
        CpuInfo info =
                read("cpu family\t: 99999999999\nmicrocode\t: 0xfffffffff\naddress sizes\t: many\n")
                        .toOptional()
                        .orElseThrow();

        assertThat(info.number("cpu family")).isEmpty();
        assertThat(info.microcodeVersion()).isEmpty();
        assertThat(info.physicalAddressBits()).isEmpty();
    }

    @Test
    void callsAFileWithoutWordsMalformed() throws NotARecordException {
        assertThat(read("")).isInstanceOf(Reading.Malformed.class);
        assertThat(read("\n\nnothing\n")).isInstanceOf(Reading.Malformed.class);
    }

    private Reading<CpuInfo> read(String content) throws NotARecordException {
        return CpuInfo.read(
                HostTree.recorded(HostFiles.in(folder).file("/proc/cpuinfo", content).root()));
    }
}
