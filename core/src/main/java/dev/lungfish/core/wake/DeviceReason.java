package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.reason.Reason;
import java.util.Optional;

/// Why a device with a wake switch can or can't wake the host. `title` and `driver` are the
/// device's, `file` is its wake switch.
public sealed interface DeviceReason extends Reason {
    /// The reason `device-may-wake`.
    ///
    /// @param events how often it signalled since boot
    /// @param aborted how often it kept the host from sleeping
    record DeviceMayWake(
            Optional<String> title,
            Optional<String> driver,
            Optional<Long> events,
            Optional<Long> aborted)
            implements DeviceReason {}

    record DeviceMayNotWake(Optional<String> title, Optional<String> driver, String file)
            implements DeviceReason {}

    record DeviceCannotWake(Optional<String> title, Optional<String> driver, String file)
            implements DeviceReason {}

    record DeviceNotRead(
            Optional<String> title, Optional<String> driver, String file, SourceReason cause)
            implements DeviceReason {}

    record DevicesNotSearched(String folder, String problem) implements DeviceReason {}
}
