package dev.lungfish.core.wake;

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
