package dev.lungfish.agent.wakeups;

import dev.lungfish.core.reason.Reason;

/// Why it is not known whether a source will wake the host.
public sealed interface WakeupReason extends Reason {
    record AlarmsUnreadable(String source, String found) implements WakeupReason {}

    record AlarmUnreadable(String rtc, String source, String found) implements WakeupReason {}

    record WakeTimersUnreadable(String source, String found) implements WakeupReason {}
}
