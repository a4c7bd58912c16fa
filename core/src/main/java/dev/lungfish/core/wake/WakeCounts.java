package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Reading;
import java.time.Duration;

/// What the kernel counted of a device's wake events since boot. It counts only while the device is
/// enabled; otherwise every reading is absent.
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
