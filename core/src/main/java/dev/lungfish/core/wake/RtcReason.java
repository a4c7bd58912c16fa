package dev.lungfish.core.wake;

import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.reason.Reason;
import java.util.List;

/// Why an RTC can or can't wake the host.
public sealed interface RtcReason extends Reason {
    record RtcWakes(List<RtcFinding> findings) implements RtcReason {}

    record RtcMayNotWake(String wakeSwitch, List<RtcFinding> findings) implements RtcReason {}

    record RtcWithoutAlarm() implements RtcReason {}

    /// The reason `rtc-cannot-wake`.
    ///
    /// @param alarm whether it has one nevertheless
    record RtcCannotWake(boolean alarm) implements RtcReason {}

    record RtcDeviceHidden() implements RtcReason {}

    record RtcNotRead(String file, SourceReason cause) implements RtcReason {}

    record NoRtc() implements RtcReason {}

    record RtcsNotSearched(String folder, String problem) implements RtcReason {}
}
