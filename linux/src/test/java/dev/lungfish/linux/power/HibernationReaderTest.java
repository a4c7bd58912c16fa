package dev.lungfish.linux.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.HibernationReadings;
import dev.lungfish.core.sleep.SleepReadings.MemoryUse;
import dev.lungfish.core.sleep.Swap;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HibernationReaderTest {
    private static final String HEADER = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";

    @TempDir private Path folder;
    private HostFiles files;

    @BeforeEach
    void begin() {
        files = HostFiles.in(folder);
    }

    @Nested
    class OfSwaps {
        @Test
        void readsAPartitionWithItsDeviceNumber() throws NotARecordException {
            swaps("/dev/sda2                               partition\t8388604\t\t1024\t\t-2\n");
            files.file("/sys/class/block/sda2/dev", "8:2\n");

            Swap swap = onlySwap();

            assertThat(swap.path()).isEqualTo("/dev/sda2");
            assertThat(swap.inFile()).isFalse();
            assertThat(swap.size()).isEqualTo(ByteCount.ofKibibytes(8388604));
            assertThat(swap.free()).isEqualTo(ByteCount.ofKibibytes(8387580));
            assertThat(swap.device()).contains("8:2");
            assertThat(swap.backing()).isEqualTo(Swap.Backing.LASTING);
        }

        @Test
        void readsAFileWithASpaceInItsPath() throws NotARecordException {
            swaps("/var/swap\\040file file 1024 0 -2\n");

            assertThat(onlySwap().path()).isEqualTo("/var/swap file");
            assertThat(onlySwap().inFile()).isTrue();
        }

        @Test
        void findsNoneInAListThatHoldsOnlyItsHeader() throws NotARecordException {
            swaps("");

            assertThat(read().swaps().toOptional()).contains(List.of());
            assertThat(read().swaps().found()).isEqualTo("no swap active");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/dev/sda2 partition 1 1 -2\n", "\u0001"})
        void refusesAListWithoutItsHeader(String content) throws NotARecordException {
            files.file("/proc/swaps", content);

            assertThat(read().swaps()).isInstanceOf(Reading.Malformed.class);
        }

        @Test
        void refusesALineThatIsNoSwapAndNamesIt() throws NotARecordException {
            swaps(
                    """
                    /dev/sda2 partition 8388604 0 -2
                    /dev/sdb2 partition 99999999999999999999 0 -2
                    """);

            assertThat(read().swaps().found())
                    .startsWith("malformed: line 3 names no swap area: '/dev/sdb2");
        }

        @Test
        void seesCompressedMemory() throws NotARecordException {
            swaps("/dev/zram0 partition 8388604 0 100\n");

            assertThat(onlySwap().backing()).isEqualTo(Swap.Backing.COMPRESSED_MEMORY);
        }

        @Test
        void seesARandomKeyBelowALogicalVolume() throws NotARecordException {
            swaps("/dev/dm-1 partition 8388604 0 -2\n");
            files.file("/sys/class/block/dm-1/dm/name", "vg-swap\n")
                    .file("/sys/class/block/dm-1/dm/uuid", "LVM-abc\n")
                    .directory("/sys/class/block/dm-1/slaves/dm-0")
                    .file("/sys/class/block/dm-0/dm/name", "cryptswap\n")
                    .file("/sys/class/block/dm-0/dm/uuid", "CRYPT-PLAIN-cryptswap\n");

            assertThat(onlySwap().backing()).isEqualTo(Swap.Backing.RANDOM_KEY);
            assertThat(onlySwap().backingEvidence())
                    .contains(
                            new Evidence(
                                    "/sys/class/block/dm-0/dm/uuid",
                                    "CRYPT-PLAIN: encrypted without a header"));
        }

        @Test
        void findsAMappingByTheNameUnderDevMapper() throws NotARecordException {
            swaps("/dev/mapper/cryptswap partition 8388604 0 -2\n");
            files.file("/sys/block/dm-3/dm/name", "cryptswap\n")
                    .file("/sys/block/dm-3/dm/uuid", "CRYPT-PLAIN-cryptswap\n")
                    .file("/sys/block/dm-3/dev", "254:3\n");

            assertThat(onlySwap().backing()).isEqualTo(Swap.Backing.RANDOM_KEY);
            assertThat(onlySwap().device()).contains("254:3");
        }

        @Test
        void believesATableThatNamesALastingKey() throws NotARecordException {
            swaps("/dev/dm-0 partition 8388604 0 -2\n");
            files.file("/sys/class/block/dm-0/dm/name", "cryptswap\n")
                    .file("/sys/class/block/dm-0/dm/uuid", "CRYPT-PLAIN-cryptswap\n")
                    .file(
                            "/etc/crypttab",
                            "# comment\ncryptswap /dev/sda2 /etc/keys/swap plain,swap\n");

            assertThat(onlySwap().backing()).isEqualTo(Swap.Backing.LASTING);
        }

        @Test
        void takesAnEncryptionWithAHeaderForLasting() throws NotARecordException {
            swaps("/dev/dm-0 partition 8388604 0 -2\n");
            files.file("/sys/class/block/dm-0/dm/uuid", "CRYPT-LUKS2-0123-cryptswap\n");

            assertThat(onlySwap().backing()).isEqualTo(Swap.Backing.LASTING);
        }

        @Test
        void survivesDevicesThatRestOnEachOther() throws NotARecordException {
            swaps("/dev/dm-0 partition 8388604 0 -2\n");
            files.directory("/sys/class/block/dm-0/slaves/dm-1")
                    .directory("/sys/class/block/dm-1/slaves/dm-0");

            assertThat(onlySwap().backing()).isEqualTo(Swap.Backing.NOT_RECOGNISED);
        }

        @ParameterizedTest
        @CsvSource({
            "sda2, LASTING",
            "sdaa, LASTING",
            "vdb, LASTING",
            "xvda1, LASTING",
            "dasdb1, LASTING",
            "nvme0n1p3, LASTING",
            "mmcblk0p2, LASTING",
            "pmem0, LASTING",
            "md127, LASTING",
            "md0p1, LASTING",
            "dm-3, LASTING",
            "bcache0, LASTING",
            "zram0, COMPRESSED_MEMORY",
            "ram0, MEMORY",
            "nbd0, NETWORK",
            "nbd0p1, NETWORK",
            "rbd0, NETWORK",
            "etherd!e0.1, NETWORK",
            "zd0, ZFS_VOLUME",
            "zd16p1, ZFS_VOLUME",
            "loop0, NOT_RECOGNISED",
            "ublkb0, NOT_RECOGNISED",
            "drbd0, NOT_RECOGNISED",
            "mtdblock3, NOT_RECOGNISED",
            "sr0, NOT_RECOGNISED",
            "newkind0, NOT_RECOGNISED"
        })
        void takesNoDeviceForADiskThatItDoesNotKnow(String name, Swap.Backing backing)
                throws NotARecordException {
            swaps("/dev/" + name + " partition 8388604 0 -2\n");

            assertThat(onlySwap().backing()).isEqualTo(backing);
        }

        @Test
        void seesADiskOfTheNetworkBelowAnEncryption() throws NotARecordException {
            swaps("/dev/dm-0 partition 8388604 0 -2\n");
            files.file("/sys/class/block/dm-0/dm/uuid", "CRYPT-LUKS2-0123-swap\n")
                    .directory("/sys/class/block/dm-0/slaves/nbd0")
                    .directory("/sys/class/block/nbd0");

            assertThat(onlySwap().backing()).isEqualTo(Swap.Backing.NETWORK);
        }

        @Test
        void seesAnIscsiDiskByItsSession() throws Exception {
            swaps("/dev/sdb1 partition 8388604 0 -2\n");
            String disk = "/sys/devices/platform/host3/session1/target3:0:0/3:0:0:0/block/sdb/sdb1";
            files.file(disk + "/dev", "8:17\n").link("/sys/class/block/sdb1", "../../.." + disk);

            assertThat(onlySwap().backing()).isEqualTo(Swap.Backing.NETWORK);
            assertThat(onlySwap().device()).contains("8:17");
        }

        @ParameterizedTest
        @CsvSource({"pcie, LASTING", "tcp, NETWORK", "rdma, NETWORK"})
        void asksAnNvmeDiskForItsTransport(String transport, Swap.Backing backing)
                throws NotARecordException {
            swaps("/dev/nvme1n1p2 partition 8388604 0 -2\n");
            files.file("/sys/class/nvme/nvme1/transport", transport + "\n");

            assertThat(onlySwap().backing()).isEqualTo(backing);
        }

        @Test
        void seesAThinPool() throws NotARecordException {
            swaps("/dev/dm-2 partition 8388604 0 -2\n");
            files.file("/sys/class/block/dm-2/dm/uuid", "LVM-abc\n")
                    .directory("/sys/class/block/dm-2/slaves/dm-1")
                    .file("/sys/class/block/dm-1/dm/uuid", "LVM-def-tpool\n");

            assertThat(onlySwap().backing()).isEqualTo(Swap.Backing.NOT_RECOGNISED);
        }

        @Test
        void readsWhereASwapFileLies() throws NotARecordException {
            swaps("/var/swap\\040file file 1024 0 -2\n");
            files.file("/services/swap-files", "/var/swap\\040file 8:2 34816\n")
                    .file("/sys/class/block/sda2/dev", "8:2\n");

            assertThat(onlySwap().place()).contains(new Swap.Place("8:2", 34816));
            assertThat(onlySwap().backing()).isEqualTo(Swap.Backing.LASTING);
        }

        @Test
        void seesWhatASwapFileIsOn() throws NotARecordException {
            swaps("/mnt/swapfile file 1024 0 -2\n");
            files.file("/services/swap-files", "/mnt/swapfile 43:0 34816\n")
                    .file("/sys/class/block/nbd0/dev", "43:0\n");

            assertThat(onlySwap().backing()).isEqualTo(Swap.Backing.NETWORK);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/other 8:2 34816\n", "/swapfile 8:2\n", "/swapfile 0 x\n"})
        void doesNotKnowWhereASwapFileLiesThatIsNotRecordedSo(String places)
                throws NotARecordException {
            swaps("/swapfile file 1024 0 -2\n");
            files.file("/services/swap-files", places);

            assertThat(onlySwap().place()).isEmpty();
        }

        private void swaps(String lines) {
            files.file("/proc/swaps", HEADER + lines);
        }

        private Swap onlySwap() throws NotARecordException {
            assertThat(read().swaps()).isInstanceOf(Reading.Present.class);
            return read().swaps().toOptional().orElseThrow().getFirst();
        }
    }

    @Test
    void readsMemoryInUse() throws NotARecordException {
        files.file(
                "/proc/meminfo",
                """
                MemTotal:       16316412 kB
                MemFree:         8000000 kB
                MemAvailable:   12000000 kB
                Active(anon):    2000000 kB
                HugePages_Total:       0
                """);

        assertThat(read().memory().toOptional())
                .contains(
                        new MemoryUse(
                                ByteCount.ofKibibytes(16316412),
                                ByteCount.ofKibibytes(8000000),
                                ByteCount.ofKibibytes(12000000),
                                ByteCount.ofKibibytes(2000000)));
    }

    @Test
    void refusesMoreFreeMemoryThanThereIs() throws NotARecordException {
        files.file("/proc/meminfo", "MemTotal: 10 kB\nMemFree: 11 kB\n");

        assertThat(read().memory().found())
                .contains("more memory free (11.0 KiB) than there is (10.0 KiB)");
    }

    @Test
    void refusesMemoryInformationWithoutATotal() throws NotARecordException {
        files.file("/proc/meminfo", "nonsense\n");

        assertThat(read().memory().found()).isEqualTo("malformed: no line MemTotal");
    }

    @Test
    void readsTheDevicesOfTheResume() throws NotARecordException {
        files.file("/sys/power/resume", "254:0\n")
                .file("/sys/power/resume_offset", "34816\n")
                .file("/sys/power/disk", "[platform] shutdown reboot suspend test_resume \n")
                .file("/sys/power/image_size", "6602076160\n")
                .file("/proc/cmdline", "root=/dev/sda1  resume=/dev/sda2 quiet\n");

        HibernationReadings readings = read();

        assertThat(readings.resumeDevice().toOptional()).contains("254:0");
        assertThat(readings.resumeOffset().toOptional()).contains(34816L);
        assertThat(readings.diskMode().toOptional().flatMap(mode -> mode.chosen()))
                .isEqualTo(Optional.of("platform"));
        assertThat(readings.commandLine().toOptional().orElseThrow())
                .contains("resume=/dev/sda2", "quiet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "254", "a:b", "1:2:3"})
    void refusesAResumeDeviceThatIsNoNumber(String content) throws NotARecordException {
        files.file("/sys/power/resume", content);

        assertThat(read().resumeDevice()).isInstanceOf(Reading.Malformed.class);
    }

    private HibernationReadings read() throws NotARecordException {
        return new HibernationReader(HostTree.recorded(folder)).read();
    }
}
