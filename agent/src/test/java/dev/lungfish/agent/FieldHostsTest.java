package dev.lungfish.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.WakeVerdict;
import dev.lungfish.core.wake.WakeVerdict.WakeKind;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.testkit.HostFiles;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Machines that public reports describe, each a recorded one with what the report changes.
class FieldHostsTest {
    private static final String SWAPS = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";

    @TempDir private Path folder;

    private HostFiles copyOf(String machine) {
        return HostFiles.copyOf(RecordedMachines.named(machine), folder);
    }

    private StateVerdict verdict(SleepState state) throws Exception {
        return ObservedHost.open(Optional.of(folder), Optional.empty()).sleep().of(state);
    }

    private void assertVerdict(SleepState state, Support support, String... words)
            throws Exception {
        assertThat(verdict(state).support()).isEqualTo(support);
        for (String word : words) {
            assertThat(ReasonText.sentence(verdict(state).reason())).contains(word);
        }
    }

    private String remedy(SleepState state) throws Exception {
        return ReasonText.remedy(verdict(state).reason());
    }

    @Nested
    class WithAnImage {
        /// systemd#36097, MatMoul/archfi#92, anatol/booster#151.
        @ParameterizedTest
        @CsvSource({"host-with-no-resume-device", "host-with-swap-on-zram-and-disk"})
        void namedAResumeDeviceThatThisBootDidNotSet(String machine) throws Exception {
            copyOf(machine)
                    .file("/proc/cmdline", "root=/dev/sda1 ro resume=UUID=2b8d7c1f-3a44-4a53\n")
                    .file("/sys/power/resume", "0:0\n");

            assertVerdict(
                    SleepState.SUSPEND_TO_DISK,
                    Support.UNKNOWN,
                    "resume=UUID=2b8d7c1f-3a44-4a53",
                    machine.contains("zram") ? "/dev/zram0" : "/dev/nvme0n1p3");
            assertVerdict(SleepState.HYBRID, Support.UNKNOWN);
            assertThat(remedy(SleepState.SUSPEND_TO_DISK)).contains("initramfs", "blkid");
        }

        /// systemd#30395, #32021, #34304: the variable is of an earlier installation, or of a
        /// resume that failed, or empty and not to be deleted.
        @ParameterizedTest
        @CsvSource({"LINUX", "''"})
        void haveALocationLeftOverInEfiAndNoLogind(String content) throws Exception {
            HostFiles host =
                    copyOf("host-with-resume-location-in-efi")
                            .file(
                                    "/sys/firmware/efi/efivars/HibernateLocation-8cf2644b-4b0b-428f-9387-6d876050dc67",
                                    content);
            for (String call : new String[] {"Suspend", "Hibernate", "HybridSleep"}) {
                Files.delete(host.at("/services/logind/Can" + call));
            }

            assertVerdict(
                    SleepState.SUSPEND_TO_DISK, Support.UNSUPPORTED, "no resume device is set");
        }

        /// openzfs/openzfs-docs#157, openzfs/zfs#12842, zbm-dev/zfsbootmenu#57.
        @ParameterizedTest
        @CsvSource({
            "zd0, 230:0, ZFS volume",
            "nbd0, 43:0, network",
            "rbd0, 252:0, network",
            "ram0, 1:0, in memory"
        })
        void haveTheirOnlySwapOnNoDisk(String name, String number, String words) throws Exception {
            copyOf("host-with-no-resume-device")
                    .file(
                            "/proc/swaps",
                            SWAPS + "/dev/%s partition 16777212 0 -2\n".formatted(name))
                    .file(
                            "/proc/cmdline",
                            "root=ZFS=rpool/ROOT ro resume=/dev/%s\n".formatted(name))
                    .file("/sys/class/block/%s/dev".formatted(name), number + "\n")
                    .file("/sys/power/resume", number + "\n");

            assertVerdict(SleepState.SUSPEND_TO_DISK, Support.UNSUPPORTED, "/dev/" + name, words);
        }

        @Test
        void haveTheirOnlySwapOnALoopDevice() throws Exception {
            copyOf("host-with-no-resume-device")
                    .file("/proc/swaps", SWAPS + "/dev/loop0 partition 16777212 0 -2\n")
                    .file("/sys/class/block/loop0/dev", "7:0\n")
                    .file("/sys/power/resume", "7:0\n");

            assertVerdict(SleepState.SUSPEND_TO_DISK, Support.UNKNOWN, "/dev/loop0");
        }

        /// omacom/omarchy#11437 and #5295: the swap file was made anew.
        @Test
        void haveASwapFileThatIsNotWhereABootWouldLook() throws Exception {
            copyOf("host-with-swap-file-and-offset")
                    .file("/services/swap-files", "/swapfile 259:2 68719\n");

            assertVerdict(
                    SleepState.SUSPEND_TO_DISK,
                    Support.UNSUPPORTED,
                    "259:2, offset 34816",
                    "259:2, offset 68719");
            assertThat(remedy(SleepState.SUSPEND_TO_DISK)).contains("map-swapfile");
        }
    }

    @Nested
    class WithSystemd {
        /// raspiblitz#3586, omacom/omarchy PR 4406, Dasharo PR 1121: masked as server guides
        /// advise.
        @ParameterizedTest
        @CsvSource({"no", "yes"})
        void masksItsTargets(String answer) throws Exception {
            copyOf("laptop-with-everything-fine")
                    .file("/services/logind/CanSuspend", answer + "\n")
                    .link("/etc/systemd/system/sleep.target", "/dev/null")
                    .link("/etc/systemd/system/suspend.target", "/dev/null");

            assertVerdict(SleepState.SUSPEND_TO_RAM, Support.UNSUPPORTED, "masked");
            assertThat(remedy(SleepState.SUSPEND_TO_RAM))
                    .isEqualTo("systemctl unmask sleep.target suspend.target");
        }

        /// systemd#40754: set on purpose, as S3 fails there.
        @Test
        void suspendsToIdleAsItIsSet() throws Exception {
            copyOf("laptop-with-everything-fine")
                    .file("/etc/systemd/sleep.conf.d/idle.conf", "[Sleep]\nSuspendState=freeze\n");

            assertVerdict(
                    SleepState.SUSPEND_TO_RAM,
                    Support.UNSUPPORTED,
                    "SuspendState=freeze",
                    "/etc/systemd/sleep.conf.d/idle.conf");
            assertVerdict(SleepState.SUSPEND_TO_IDLE, Support.SUPPORTED);
        }

        /// omacom/omarchy#11437, #5295, systemd#26990: the offset is that of an earlier swap file.
        @Test
        void findsNoSwapAtTheOffsetThatIsNamed() throws Exception {
            copyOf("host-with-swap-file-and-offset")
                    .file("/services/logind/CanHibernate", "na\n")
                    .file(
                            "/proc/swaps",
                            SWAPS
                                    + "/swap/swapfile file 32123960 0 0\n"
                                    + "/dev/zram0 partition 16062460 0 100\n")
                    .file("/sys/power/resume", "253:0\n")
                    .file("/sys/power/resume_offset", "3757292\n");

            assertVerdict(SleepState.SUSPEND_TO_DISK, Support.UNSUPPORTED, "na", "resume_offset");
            assertThat(remedy(SleepState.SUSPEND_TO_DISK))
                    .contains("map-swapfile", "filefrag", "systemctl hibernate");
        }
    }

    /// The table of ACPI 6.5 with flags 0x25, without RTC_S4.
    @Test
    void haveFirmwareWhoseRtcDoesNotWakeFromDisk() throws Exception {
        byte[] table = new byte[276];
        System.arraycopy("FACP".getBytes(StandardCharsets.US_ASCII), 0, table, 0, 4);
        table[106] = 13;
        table[107] = 50;
        table[112] = 0x25;
        copyOf("laptop-with-everything-fine").file("/sys/firmware/acpi/tables/FACP", table);

        ObservedHost host = ObservedHost.open(Optional.of(folder), Optional.empty());
        WakeVerdict rtc =
                host
                        .doctor(new StateDirectory(folder.resolve("state"), "rwx------"))
                        .wake()
                        .stream()
                        .filter(verdict -> verdict.kind() == WakeKind.RTC)
                        .findFirst()
                        .orElseThrow();
        assertThat(ReasonText.withRemedy(rtc.reason()))
                .contains("RTC_S4", "suspend-to-disk", "lungfish prove disk");
    }
}
