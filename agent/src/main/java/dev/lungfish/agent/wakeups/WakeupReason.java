package dev.lungfish.agent.wakeups;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;

/// Why a wakeup is refused, or why it is not known whether a source will wake the host.
public sealed interface WakeupReason extends Reason {
    record AlarmsUnreadable(String source, String found) implements WakeupReason {}

    record AlarmUnreadable(String rtc, String source, String found) implements WakeupReason {}

    record WakeTimersUnreadable(String source, String found) implements WakeupReason {}

    record WakeupPurposeMissing() implements WakeupReason {}

    record WakeupPurposeTooLong(int most) implements WakeupReason {}

    record WakeupPurposeNotOneLine() implements WakeupReason {}

    record WakeupStayImpossible(Duration stay, Duration shortest, Duration longest)
            implements WakeupReason {}

    record WakeupInThePast(Instant at, Instant now) implements WakeupReason {}

    record WakeupTooFar(Instant at, Duration farthest) implements WakeupReason {}

    /// The reason `wakeup-never-comes`.
    ///
    /// @param calendar as it was understood
    record WakeupNeverComes(String calendar) implements WakeupReason {}

    /// The reason `wakeup-too-often`.
    ///
    /// @param apart the least time between two
    record WakeupTooOften(String calendar, Duration apart) implements WakeupReason {}

    record NoSuchWakeup(String id) implements WakeupReason {}
}
