package dev.lungfish.linux.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.OpenedFiles;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SleepModeTest {
    private static final String MEMORY = "/sys/power/mem_sleep";
    private static final String DISK = "/sys/power/disk";

    @TempDir private Path folder;
    private HostFiles host;
    private SleepMode mode;

    @BeforeEach
    void makeAHost() throws Exception {
        host =
                HostFiles.in(folder)
                        .file("/sys/power/state", "freeze standby mem disk\n")
                        .file(MEMORY, "[s2idle] shallow deep\n")
                        .file(DISK, "platform [shutdown] reboot suspend test_resume \n");
        HostTree tree = HostTree.recorded(folder);
        mode = new SleepMode(tree, new OpenedFiles(tree));
    }

    @ParameterizedTest
    @CsvSource({
        "SUSPEND_TO_RAM,  KERNEL,   /sys/power/mem_sleep, s2idle,   s2idle shallow [deep]",
        "SUSPEND_TO_RAM,  LOGIND,   /sys/power/mem_sleep, s2idle,   s2idle shallow [deep]",
        "SUSPEND_TO_RAM,  PM_UTILS, /sys/power/mem_sleep, s2idle,   s2idle shallow [deep]",
        "SUSPEND_TO_DISK, KERNEL,   /sys/power/disk,      shutdown,"
                + " [platform] shutdown reboot suspend test_resume",
        "HYBRID,          KERNEL,   /sys/power/disk,      shutdown,"
                + " platform shutdown reboot [suspend] test_resume"
    })
    void choosesWhatTheStateNeedsAndRestoresEachByte(
            SleepState state, Executor executor, String file, String before, String chosen)
            throws Exception {
        String untouched = host.text(file);

        List<ModeFile> files = mode.read(state, executor);
        assertThat(files).containsExactly(new ModeFile(file, before));
        mode.choose(state, files);
        assertThat(host.text(file).strip()).isEqualTo(chosen);
        assertThat(mode.read(state, executor)).isEmpty();
        mode.restore(files);

        assertThat(host.text(file)).isEqualTo(untouched);
    }

    @ParameterizedTest
    @CsvSource({
        "SUSPEND_TO_IDLE, KERNEL",
        "SUSPEND_TO_IDLE, LOGIND",
        "STANDBY,         KERNEL",
        "SUSPEND_TO_DISK, LOGIND",
        "HYBRID,          LOGIND",
        "SUSPEND_TO_DISK, PM_UTILS"
    })
    void changesNothingWhereTheWordIsRightOrOthersChoose(SleepState state, Executor executor)
            throws Exception {
        assertThat(mode.read(state, executor)).isEmpty();
    }

    @Test
    void entersStandbyByMemWhereTheKernelHasNoWordForIt() throws Exception {
        host.file("/sys/power/state", "freeze mem disk\n");

        assertThat(mode.read(SleepState.STANDBY, Executor.KERNEL))
                .containsExactly(new ModeFile(MEMORY, "s2idle"));
        mode.choose(SleepState.STANDBY, List.of(new ModeFile(MEMORY, "s2idle")));

        assertThat(host.text(MEMORY)).isEqualTo("s2idle [shallow] deep\n");
    }

    @Test
    void needsNoModeForSuspendToRamOnAKernelWithoutMemSleep() throws Exception {
        Files.delete(host.at(MEMORY));

        assertThat(mode.read(SleepState.SUSPEND_TO_RAM, Executor.KERNEL)).isEmpty();
    }

    @Test
    void refusesAWordThatIsNotOffered() {
        host.file(MEMORY, "[s2idle]\n");

        assertThatExceptionOfType(HostFileException.class)
                .isThrownBy(() -> mode.read(SleepState.SUSPEND_TO_RAM, Executor.KERNEL))
                .withMessage("/sys/power/mem_sleep: offers s2idle, and deep is wanted");
    }

    @Test
    void refusesToChangeWhatItCouldNotRestore() {
        host.file(MEMORY, "s2idle deep\n");

        assertThatExceptionOfType(HostFileException.class)
                .isThrownBy(() -> mode.read(SleepState.SUSPEND_TO_RAM, Executor.KERNEL))
                .withMessageContaining("no word in brackets");
    }

    @Test
    void refusesAbsurdContent() {
        host.file(DISK, "[[[ ]]] \u0000");

        assertThatExceptionOfType(HostFileException.class)
                .isThrownBy(() -> mode.read(SleepState.SUSPEND_TO_DISK, Executor.KERNEL))
                .withMessageContaining("malformed");
    }

    @Test
    void restoresOnlyFilesThatSayWhatAStateMeans() {
        host.file("/sys/power/state", "a [b]\n");

        assertThatExceptionOfType(HostFileException.class)
                .isThrownBy(() -> mode.restore(List.of(new ModeFile("/sys/power/state", "a"))))
                .withMessageContaining("no file that says what a sleep state means");
    }

    @Test
    void restoresTheOthersWhereOneCanNotBe() throws Exception {
        Files.delete(host.at(DISK));
        host.file(MEMORY, "s2idle [deep]\n");

        assertThatExceptionOfType(HostFileException.class)
                .isThrownBy(() ->
                        mode.restore(
                                List.of(
                                        new ModeFile(MEMORY, "s2idle"),
                                        new ModeFile(DISK, "platform"))))
                .withMessageContaining("/sys/power/disk");
        assertThat(host.text(MEMORY)).isEqualTo("[s2idle] deep\n");
    }

    @Test
    void tellsWhereAChangeDoesNotHold() throws Exception {
        HostTree tree = HostTree.recorded(folder);
        SleepMode deaf = new SleepMode(tree, (path, text) -> {});

        assertThatExceptionOfType(HostFileException.class)
                .isThrownBy(() ->
                        deaf.choose(
                                SleepState.SUSPEND_TO_RAM, List.of(new ModeFile(MEMORY, "s2idle"))))
                .withMessage(
                        "/sys/power/mem_sleep: accepted 'deep' and reads back s2idle shallow"
                                + " deep");
    }

    @Nested
    class NamingThePlaceOfAnImage {
        private static final String RESUME = "/sys/power/resume";
        private static final String OFFSET = "/sys/power/resume_offset";
        private static final String SWAPS =
                """
                Filename Type Size Used Priority
                /dev/zram0 partition 8056740 0 100
                """;

        @BeforeEach
        void addSwaps() {
            host.file(DISK, "[platform] shutdown reboot suspend\n")
                    .file(RESUME, "0:0\n")
                    .file(OFFSET, "0\n")
                    .file("/sys/class/block/zram0/dev", "252:0\n")
                    .file("/sys/class/block/sda3/dev", "8:3\n");
        }

        /// Seen on Linux 6.12.117: with swap on zram switched on first and no place named, the
        /// image is written into memory and the host switched off.
        @ParameterizedTest
        @CsvSource({"SUSPEND_TO_DISK, KERNEL", "SUSPEND_TO_DISK, PM_UTILS"})
        void namesTheOnlyDiskAndRestoresWhatWasThere(SleepState state, Executor executor)
                throws Exception {
            host.file("/proc/swaps", SWAPS + "/dev/sda3 partition 8056740 0 -2\n");

            List<ModeFile> files = mode.read(state, executor);
            assertThat(files).containsExactly(new ModeFile(RESUME, "0:0"));
            assertThat(mode.files(state, executor)).contains(RESUME, OFFSET);
            mode.choose(state, files);
            assertThat(host.text(RESUME)).isEqualTo("8:3\n");
            assertThat(mode.read(state, executor)).isEmpty();
            mode.restore(files);

            assertThat(host.text(RESUME)).isEqualTo("0:0\n");
        }

        @Test
        void namesTheOffsetOfAFileBeforeItsDevice() throws Exception {
            host.file("/proc/swaps", SWAPS + "/swapfile file 8056740 0 -2\n")
                    .file("/services/swap-files", "/swapfile 8:3 34816\n");

            List<ModeFile> files = mode.read(SleepState.SUSPEND_TO_DISK, Executor.KERNEL);
            assertThat(files)
                    .containsExactly(new ModeFile(OFFSET, "0"), new ModeFile(RESUME, "0:0"));
            mode.choose(SleepState.SUSPEND_TO_DISK, files);

            assertThat(host.text(OFFSET)).isEqualTo("34816\n");
            assertThat(host.text(RESUME)).isEqualTo("8:3\n");
        }

        @ParameterizedTest
        @CsvSource({
            "0:0, '', names no swap",
            "252:0, /dev/sda3 partition 8056740 0 -2, 252:0",
            "8:4, /dev/sda3 partition 8056740 0 -2, 8:4"
        })
        void refusesAPlaceThatIsNoSwapOnADisk(String named, String swap, String found) {
            host.file(RESUME, named + "\n").file("/proc/swaps", SWAPS + swap + "\n");

            assertThatExceptionOfType(HostFileException.class)
                    .isThrownBy(() -> mode.read(SleepState.SUSPEND_TO_DISK, Executor.KERNEL))
                    .withMessageContaining(found);
        }

        @Test
        void leavesThePlaceToLogindWhichNamesItItself() throws Exception {
            host.file("/proc/swaps", SWAPS);

            assertThat(mode.read(SleepState.SUSPEND_TO_DISK, Executor.LOGIND)).isEmpty();
        }
    }
}
