package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.Reading;

/// All that was read of one RTC.
///
/// @param name `rtc0`
/// @param driver the driver and its device in one line: `rtc_cmos 00:04`
/// @param time the time that it shows
/// @param alarm absent where it has none that could wake
/// @param setSystemTime whether the kernel took the time from it at boot
/// @param wakeSwitch of the device that it sits on
/// @param reach how far ahead its alarm can be set; absent where there is no way to know
/// @param status absent where the kernel describes another RTC or none
public record RtcReadings(
        String name,
        Reading<String> driver,
        Reading<RtcTime> time,
        Reading<RtcAlarm> alarm,
        Reading<Boolean> setSystemTime,
        WakeSwitch wakeSwitch,
        Reading<AlarmReach> reach,
        Reading<RtcStatus> status) {}
