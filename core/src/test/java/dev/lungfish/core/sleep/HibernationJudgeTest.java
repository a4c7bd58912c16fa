package dev.lungfish.core.sleep;

import static dev.lungfish.core.sleep.HostUnderTest.backedBy;
import static dev.lungfish.core.sleep.HostUnderTest.failed;
import static dev.lungfish.core.sleep.HostUnderTest.file;
import static dev.lungfish.core.sleep.HostUnderTest.fileAt;
import static dev.lungfish.core.sleep.HostUnderTest.present;
import static dev.lungfish.core.sleep.SleepState.SUSPEND_TO_DISK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.text.ReasonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What tells whether the next boot would find an image: no request, no left-over, and not the
/// unknown.
class HibernationJudgeTest {
    private final HostUnderTest host = new HostUnderTest();

    /// omacom/omarchy#11437: the file was made anew, and the offset is the old one's.
    @Test
    void refusesASwapFileThatIsNotWhereABootWouldLook() {
        host.swaps.set(0, fileAt("/swapfile", "8:2", 34816));
        host.resumeOffset = present("/sys/power/resume_offset", 34817L);

        assertRefused(SUSPEND_TO_DISK, "8:2, offset 34817");
        host.resumeOffset = present("/sys/power/resume_offset", 34816L);
        host.swaps.set(0, fileAt("/swapfile", "8:3", 34816));
        assertRefused(SUSPEND_TO_DISK, "8:3, offset 34816");
    }

    @Test
    void doesNotKnowOfASwapFileWhosePlaceNobodyFoundOut() {
        host.swaps.set(0, file("/swapfile", 16));
        host.resumeOffset = present("/sys/power/resume_offset", 34816L);

        assertThat(host.judge(SUSPEND_TO_DISK).support()).isEqualTo(Support.UNKNOWN);
        host.logindAnswers("yes");
        assertThat(host.judge(SUSPEND_TO_DISK).support()).isEqualTo(Support.SUPPORTED);
    }

    @Test
    void refusesAPartitionWithTheOffsetOfAFile() {
        host.resumeOffset = present("/sys/power/resume_offset", 34816L);

        assertRefused(SUSPEND_TO_DISK, "offset 34816");
    }

    /// systemd#36097: `resume=` is on the command line, and no boot step took it.
    @Test
    void doesNotTakeTheCommandLineForWhatThisBootSet() {
        host.resume = present("/sys/power/resume", "0:0");

        assertThat(host.judge(SUSPEND_TO_DISK).support()).isEqualTo(Support.UNKNOWN);
        host.logindAnswers("yes");
        assertThat(host.judge(SUSPEND_TO_DISK).support()).isEqualTo(Support.UNKNOWN);
    }

    @Test
    void doesNotTakeTheCommandLineForWhatCannotBeRead() {
        host.resume = failed("/sys/power/resume");

        assertThat(host.judge(SUSPEND_TO_DISK).support()).isEqualTo(Support.UNKNOWN);
    }

    /// systemd#30395, #32021, #34304: the variable is left over on a host that is awake.
    @Test
    void takesALocationInEfiForALeftOver() {
        host.resume = present("/sys/power/resume", "0:0");
        host.commandLine.clear();
        host.efi = present("/sys/firmware/efi", true);
        host.hibernateLocation = present("HibernateLocation", true);

        assertRefused(SUSPEND_TO_DISK, "no resume device");
    }

    /// Seen on Linux 6.12.117: with swap on zram switched on first, the image was written there.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesTheSwapThatTheKernelWouldTakeByItself(boolean zramFirst) {
        host.resume = present("/sys/power/resume", "0:0");
        host.commandLine.clear();
        host.swaps.add(zramFirst ? 0 : 1, backedBy(Swap.Backing.COMPRESSED_MEMORY));

        assertRefused(SUSPEND_TO_DISK, zramFirst ? "/dev/zram0" : "/dev/sda2");
    }

    @Test
    void refusesWhereTheResumeDeviceIsCompressedMemory() {
        host.resume = present("/sys/power/resume", "252:0");
        host.swaps.add(backedBy(Swap.Backing.COMPRESSED_MEMORY));

        assertRefused(SUSPEND_TO_DISK, "zram");
    }

    @ParameterizedTest
    @EnumSource(Swap.Backing.class)
    void supportsNothingButADisk(Swap.Backing backing) {
        host.swaps.set(0, backedBy(backing));
        host.resume = present("/sys/power/resume", "252:0");

        assertThat(host.judge(SUSPEND_TO_DISK).support())
                .isEqualTo(
                        switch (backing) {
                            case LASTING -> Support.SUPPORTED;
                            case NOT_RECOGNISED -> Support.UNKNOWN;
                            case COMPRESSED_MEMORY, MEMORY, RANDOM_KEY, NETWORK, ZFS_VOLUME ->
                                    Support.UNSUPPORTED;
                        });
    }

    @Test
    void warnsWhereZfsIsLoaded() {
        host.zfs = present("/sys/module/zfs", true);

        assertThat(host.judge(SUSPEND_TO_DISK).support()).isEqualTo(Support.SUPPORTED);
        assertThat(ReasonText.sentence(host.judge(SUSPEND_TO_DISK).reason()))
                .contains("ZFS is loaded");
    }

    private void assertRefused(SleepState state, String reason) {
        assertThat(host.judge(state).support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(ReasonText.sentence(host.judge(state).reason())).contains(reason);
    }
}
