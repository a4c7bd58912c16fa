package dev.lungfish.linux.device;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.WakeSwitch;
import dev.lungfish.core.wake.WakeSwitch.WakeCounts;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;

/// Reads the wake switch of a device and its counts.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-devices-power`. The kernel removes the file
/// `wakeup` from a device that cannot wake (`wakeup_sysfs_remove()` in
/// `drivers/base/power/sysfs.c`), so its absence in a device's folder is an answer.
public final class WakeSwitchReader {
    private final HostTree tree;

    public WakeSwitchReader(HostTree tree) {
        this.tree = tree;
    }

    /// The switch of one device; its setting is absent if the device's folder is not there.
    ///
    /// @param device the device's folder, `/sys/class/rtc/rtc0/device`
    public WakeSwitch read(String device) {
        return new WakeSwitch(setting(device), counts(device));
    }

    private Reading<WakeSetting> setting(String device) {
        Reading<WakeSetting> setting =
                tree.line(device + "/power/wakeup").map(WakeSwitchReader::understand);
        return setting instanceof Reading.Absent<WakeSetting>(String file)
                        && tree.isDirectory(device)
                ? new Reading.Present<>(file, WakeSetting.NOT_CAPABLE, "does not exist")
                : setting;
    }

    private static WakeSetting understand(String word) {
        return switch (word) {
            case "enabled" -> WakeSetting.ENABLED;
            case "disabled" -> WakeSetting.DISABLED;
            case "" -> WakeSetting.NOT_CAPABLE;
            default ->
                    throw new IllegalArgumentException(
                            "enabled, disabled or nothing expected, found " + HostTree.quote(word));
        };
    }

    private WakeCounts counts(String device) {
        return new WakeCounts(
                count(device + "/power/wakeup_count"),
                count(device + "/power/wakeup_active_count"),
                count(device + "/power/wakeup_abort_count"),
                count(device + "/power/wakeup_last_time_ms").map(Duration::ofMillis));
    }

    private Reading<Long> count(String file) {
        return tree.line(file) instanceof Reading.Present<String>(_, String text, _)
                        && text.isEmpty()
                ? new Reading.Absent<>(file)
                : tree.number(file, 0, Long.MAX_VALUE);
    }
}
