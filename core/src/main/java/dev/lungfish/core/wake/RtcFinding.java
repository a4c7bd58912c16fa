package dev.lungfish.core.wake;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.RtcReadings.AlarmReach;
import dev.lungfish.core.wake.RtcReadings.RtcTimeScale;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is worth saying of an RTC that can wake the host: its alarm, its time, its reach and its
/// battery. None of it changes whether it can.
public sealed interface RtcFinding extends Reason {
    record NoAlarmSet() implements RtcFinding {}

    /// The reason `alarm-set`.
    ///
    /// @param at in the world's time where the RTC and the system's clock tell it
    /// @param in empty where the RTC does not tell its time
    record AlarmSet(Instant at, Optional<Duration> in, String file) implements RtcFinding {}

    record PastAlarmSet(Instant at, Duration ago, String file) implements RtcFinding {}

    /// The reason `rtc-keeps-utc`.
    ///
    /// @param notedOtherwise whether hwclock noted that it keeps local time
    record RtcKeepsUtc(boolean notedOtherwise) implements RtcFinding {}

    /// The reason `rtc-keeps-local-time`.
    ///
    /// @param west whether the zone is behind UTC
    /// @param notedOtherwise whether hwclock noted that it keeps UTC
    record RtcKeepsLocalTime(Duration zone, boolean west, boolean notedOtherwise)
            implements RtcFinding {}

    record RtcIsOff(Duration off, boolean behind) implements RtcFinding {}

    /// Only hwclock's note says what it keeps.
    record RtcScaleNoted(String file, RtcTimeScale scale) implements RtcFinding {}

    record RtcScaleUnknown() implements RtcFinding {}

    record RtcReach(AlarmReach reach) implements RtcFinding {}

    /// The firmware says so.
    record AlarmNotFromDisk() implements RtcFinding {}

    /// The reason `alarm-by-interrupt`.
    ///
    /// @param file of the kernel's parameter
    record AlarmByInterrupt(String file) implements RtcFinding {}

    record RtcBatteryDead() implements RtcFinding {}
}
