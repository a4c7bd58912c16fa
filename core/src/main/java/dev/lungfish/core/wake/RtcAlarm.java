package dev.lungfish.core.wake;

/// What the one alarm of an RTC is set to. An RTC that has no alarm has no such value.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-class-rtc`, `wakealarm`: one shot; empty
/// where none is set (`wakealarm_show` in `drivers/rtc/sysfs.c` hides disabled alarms).
public sealed interface RtcAlarm {
    /// An alarm is set. A second one is refused with `EBUSY` until this one fired or is cleared.
    ///
    /// @param at when it fires, in the time of the RTC that holds it
    record Armed(RtcTime at) implements RtcAlarm {}

    /// No alarm is set.
    record Unarmed() implements RtcAlarm {}
}
