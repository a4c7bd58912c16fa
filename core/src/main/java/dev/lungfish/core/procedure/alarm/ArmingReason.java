package dev.lungfish.core.procedure.alarm;

import dev.lungfish.core.reason.Phrase;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Why a sleep that was admitted is not entered.
public sealed interface ArmingReason extends Reason {
    record NotSuspending(Reason why) implements ArmingReason {}

    record PromiseTooNear(Duration left) implements ArmingReason {}

    record AlarmTooNear(Duration left) implements ArmingReason {}

    record AwakeForWakeups(Duration left, List<WakeupWanted> wakeups) implements ArmingReason {}

    record WakeupWanted(String purpose, String requester) implements ArmingReason, Phrase {}

    record RtcTooSlow(String rtc) implements ArmingReason {}

    record RtcAnsweredLate(String rtc, Duration answering) implements ArmingReason {}

    record StaleAlarmStays(String rtc, Instant at) implements ArmingReason {}

    record OtherAlarmStays(String rtc, Instant at) implements ArmingReason {}

    /// In seconds, as the file has it.
    record RtcAlarmNotHeld(String file, long expected) implements ArmingReason {}

    /// Both in seconds, as the file has them.
    record RtcAlarmDiffers(String file, long held, long expected) implements ArmingReason {}

    record RtcAlarmTooNear(String file, Duration ahead, Duration least) implements ArmingReason {}

    /// The RTC's time was changed.
    record RtcAlarmTooLate(String file, Duration late) implements ArmingReason {}
}
