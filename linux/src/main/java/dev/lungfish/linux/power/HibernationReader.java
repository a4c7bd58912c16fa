package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.ByteCount;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.HibernationReadings;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what a hibernation depends on.
///
/// **Source:** kernel `Documentation/ABI/testing/sysfs-power`; `Documentation/security/lockdown` of
/// `kernel_lockdown(7)`; systemd `systemd-hibernate-resume.service(8)` for the EFI variable.
public final class HibernationReader {
    static final String DISK_MODE = "/sys/power/disk";
    static final String IMAGE_SIZE = "/sys/power/image_size";
    static final String RESUME = "/sys/power/resume";
    static final String RESUME_OFFSET = "/sys/power/resume_offset";
    static final String COMMAND_LINE = "/proc/cmdline";
    static final String LOCKDOWN = "/sys/kernel/security/lockdown";
    static final String ZFS = "/sys/module/zfs";
    static final String EFI = "/sys/firmware/efi";

    /// systemd's vendor GUID for its EFI variables.
    static final String HIBERNATE_LOCATION =
            EFI + "/efivars/HibernateLocation-8cf2644b-4b0b-428f-9387-6d876050dc67";

    private static final Set<String> DISK_WORDS =
            Set.of(
                    "platform",
                    "shutdown",
                    "reboot",
                    "suspend",
                    "test_resume",
                    "test",
                    "testproc",
                    "disabled",
                    "firmware");
    private static final Set<String> LOCKDOWN_WORDS =
            Set.of("none", "integrity", "confidentiality");
    private static final Pattern DEVICE_NUMBER = Pattern.compile("\\d{1,7}:\\d{1,7}");

    private final HostTree tree;

    public HibernationReader(HostTree tree) {
        this.tree = tree;
    }

    public HibernationReadings read() {
        return new HibernationReadings(
                tree.choice(DISK_MODE, DISK_WORDS),
                tree.number(IMAGE_SIZE, 0, Long.MAX_VALUE).map(ByteCount::new),
                tree.line(RESUME).map(HibernationReader::deviceNumber),
                tree.number(RESUME_OFFSET, 0, Long.MAX_VALUE),
                new SwapReader(tree).read(),
                new MemoryReader(tree).read(),
                tree.line(COMMAND_LINE).map(line -> List.of(line.split("\\s+", -1))),
                tree.choice(LOCKDOWN, LOCKDOWN_WORDS),
                presence(HIBERNATE_LOCATION),
                presence(EFI),
                presence(ZFS));
    }

    private Reading<Boolean> presence(String path) {
        return tree.exists(path)
                ? new Reading.Present<>(path, true, "exists")
                : new Reading.Absent<>(path);
    }

    private static String deviceNumber(String line) {
        if (!DEVICE_NUMBER.matcher(line).matches()) {
            throw new IllegalArgumentException(
                    "major:minor expected, found " + HostTree.quote(line));
        }
        return line;
    }
}
