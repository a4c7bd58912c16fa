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
