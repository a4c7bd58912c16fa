package dev.lungfish.core.wake;

import java.util.Map;
import java.util.Optional;

/// What the driver of one RTC says of its state, as keys and values in its own words.
///
/// **Source:** Linux `drivers/rtc/proc.c` and, for `batt_status`, `cmos_procfs()` of
/// `drivers/rtc/rtc-cmos.c`; `Documentation/admin-guide/rtc.rst` says that it describes the RTC of
/// the system clock, or else `rtc0`.
public record RtcStatus(Map<String, String> entries) {
    public RtcStatus {
        entries = Map.copyOf(entries);
    }

    /// Whether the battery keeps the RTC and its alarm through a loss of power; empty where the
    /// driver does not say.
    public Optional<Boolean> batteryOkay() {
        return Optional.ofNullable(entries.get("batt_status")).map("okay"::equals);
    }
}
