package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The kernel's wake switch of one device with its counts.
///
/// @param setting its source is the file to write to; absent where the device itself is not to be
///   seen
public record WakeSwitch(Reading<WakeSetting> setting, WakeCounts counts) {

    /// Whether the device may wake the host; empty where that was not read.
    Optional<Boolean> enabled() {
        return setting.toOptional().map(WakeSetting.ENABLED::equals);
    }

    /// What to type so that the device may.
    public String howToEnable() {
        return "echo enabled > " + setting.source();
    }

    /// The setting, then those counts that there are.
    List<Evidence> evidence() {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(setting.evidence());
        for (Reading<?> count :
                List.of(counts.events(), counts.active(), counts.aborted(), counts.last())) {
            if (!(count instanceof Reading.Absent<?>)) {
                evidence.add(count.evidence());
            }
        }
        return evidence;
    }

    /// What the kernel counted of a device's wake events since boot. It counts only while the
    /// device is enabled; otherwise every reading is absent.
    ///
    /// **Source:** Linux `Documentation/ABI/testing/sysfs-devices-power`, `wakeup_count` and its
    /// neighbours.
    ///
    /// @param events wake events signalled
    /// @param active how often handling one was begun
    /// @param aborted how often one kept the host from going to sleep
    /// @param last when the last one was signalled, on the kernel's monotonic clock since boot
    public record WakeCounts(
            Reading<Long> events,
            Reading<Long> active,
            Reading<Long> aborted,
            Reading<Duration> last) {}

    /// What the kernel's wake switch of a device stands at.
    ///
    /// **Source:** Linux `Documentation/ABI/testing/sysfs-devices-power`,
    /// `/sys/devices/.../power/wakeup`.
    public enum WakeSetting {
        /// The device wakes the host.
        ENABLED,
        /// The device could, and is told not to.
        DISABLED,
        /// The device cannot signal a wake: the switch is empty, or not there.
        NOT_CAPABLE
    }
}
