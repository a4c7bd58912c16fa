package dev.lungfish.inventory.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/proc/sys/kernel/arch       | x86_64                            | x86_64",
                "/proc/sys/kernel/arch       | i586                              | i686",
                "/proc/cpuinfo               | flags : fpu lm                    | x86_64",
                "/proc/cpuinfo               | flags : fpu                       | i686",
                "/proc/cpuinfo               | CPU implementer : 0x41            | aarch64",
                "/proc/cpuinfo               | vendor_id : IBM/S390              | s390x",
                "/proc/cpuinfo               | isa : rv64imafdc                  | riscv64",
                "/proc/cpuinfo               | cpu : POWER9, altivec supported   | ppc64le",
                "/sys/devices/system/cpu/modalias |"
                        + " cpu:type:x86,ven0000fam0006mod006A:feature:,0000,003D, | x86_64",
                "/sys/devices/system/cpu/modalias |"
                        + " cpu:type:x86,ven0000fam0006mod0008:feature:,0000, | i686",
                "/sys/devices/system/cpu/modalias | cpu:type:aarch64:feature:,0001,0002, | aarch64",
                "/sys/devices/system/cpu/modalias | cpu:type:s390,feature:,0001,     | s390x",
                "/proc/sys/kernel/osrelease  | 6.1.0-35-amd64                    | x86_64",
                "/proc/sys/kernel/osrelease  | 5.14.0-362.el9.ppc64le            | ppc64le",
                "/proc/sys/kernel/osrelease  | 6.1.0-35-arm64                    | aarch64",
                "/proc/version               | Linux version 6.5.6-300.fc39.x86_64 (mockbuild@x) |"
                        + " x86_64",
            })
    void tellsItFromAnyOneFile(String path, String content, String arch)
            throws NotARecordException {
        assertThat(read(HostFiles.in(folder).file(path, content + "\n")).toOptional())
                .contains(arch);
    }

    /// **Source:** util-linux `tests/ts/lscpu/dumps` (armv7, loongarch-loongson_3a5000_hv,
    /// ppc64-POWER7, ppc-qemu, sparc64); raspberrypi.com forums for the first Raspberry Pi; kata's
    /// `kata-check_data_ppc64le_test.go`.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Processor : ARMv7 Processor rev 4 (v7l);processor : 0;;CPU implementer : 0x41;"
                        + "CPU architecture: 7 | armv7l",
                "processor : 0;model name : ARMv6-compatible processor rev 7 (v6l);"
                        + "CPU implementer : 0x41;CPU architecture: 7 | armv6l",
                "processor : 0;model name : ARMv7 Processor rev 0 (v7b);CPU implementer : 0x41;"
                        + "CPU architecture: 7 | armv7b",
                "processor : 0;model name : ARMv8 Processor rev 4 (v8l);CPU implementer : 0x41;"
                        + "CPU architecture: 8 | aarch64",
                "system type : generic-loongson-machine;;processor : 0;CPU Family : Loongson-64bit;"
                        + "ISA : loongarch32 loongarch64 | loongarch64",
                "processor : 0;cpu : POWER7 (architected), altivec supported;"
                        + "revision : 2.1 (pvr 003f 0201);;platform : pSeries | ppc64",
                "processor : 0;cpu : POWER8E (raw), altivec supported;"
                        + "revision : 2.1 (pvr 004b 0201) | ppc64le",
                "processor : 0;cpu : PPC970MP, altivec supported;revision : 1.1 (pvr 0044 0101);;"
                        + "platform : PowerMac | ppc64",
                "processor : 0;cpu : 740/750;revision : 3.1 (pvr 0008 0301) | ppc",
                "cpu : TI UltraSparc II  (BlackBird);type : sun4u | sparc64",
            })
    void knowsTheFormsOfProcessors(String lines, String arch) throws NotARecordException {
        assertThat(
                        read(HostFiles.in(folder)
                                        .file("/proc/cpuinfo", lines.replace(";", "\n") + "\n"))
                                .toOptional())
                .contains(arch);
    }

    @ParameterizedTest
    @CsvSource({"big, POWER9, ppc64", "little, POWER9, ppc64le", "little, POWER7, ppc64le"})
    void takesTheOrderOfBytesFromTheKernelWhereItTells(String order, String cpu, String arch)
            throws NotARecordException {
        assertThat(
                        read(HostFiles.in(folder)
                                        .file("/sys/kernel/cpu_byteorder", order + "\n")
                                        .file("/proc/cpuinfo", "cpu : %s\n".formatted(cpu)))
                                .toOptional())
                .contains(arch);
    }

    @Test
    void tellsNoneOfAProcessorThatMayBeOfEitherWidth() throws NotARecordException {
        assertThat(
                        read(HostFiles.in(folder)
                                        .file(
                                                "/proc/cpuinfo",
                                                "cpu : e5500\nrevision : 1.2 (pvr 8024 0012)\n"))
                                .toOptional())
                .isEmpty();
    }

    @Test
    void goesOnWhereAFileTellsNothing() throws NotARecordException {
        HostFiles files =
                HostFiles.in(folder)
                        .file("/proc/sys/kernel/arch", "vax\n")
                        .directory("/proc/cpuinfo")
                        .file("/proc/sys/kernel/osrelease", "6.1.0-riscv64\n");

        Reading<String> arch = read(files);

        assertThat(arch.toOptional()).contains("riscv64");
        assertThat(arch.source()).isEqualTo("/proc/sys/kernel/osrelease");
    }

    @Test
    void saysThatNothingTells() throws NotARecordException {
        assertThat(read(HostFiles.in(folder).file("/proc/sys/kernel/osrelease", "6.1.0\n")))
                .isInstanceOf(Reading.Absent.class);
    }

    private static Reading<String> read(HostFiles files) throws NotARecordException {
        return Architecture.read(HostTree.recorded(files.root()));
    }
}
