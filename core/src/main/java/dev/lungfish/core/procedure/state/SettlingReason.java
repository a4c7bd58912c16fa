package dev.lungfish.core.procedure.state;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;

/// What a request ended with whose run was ended before it.
public sealed interface SettlingReason extends Reason {
    record EndedBeforeSleep() implements SettlingReason {}

    record EndedBeforeNextSleep() implements SettlingReason {}

    /// A service may still enter the sleep.
    record EndedOnTheWay(boolean alarmStays) implements SettlingReason {}

    record EndedWithoutEvidence() implements SettlingReason {}

    record EndedWithBootUnknown() implements SettlingReason {}

    record EndedWithoutSleep() implements SettlingReason {}

    record EndedAndUnproven(Reason why) implements SettlingReason {}

    record SleptUnseen(Duration asleep) implements SettlingReason {}

    record MemoryLost(SleepState state) implements SettlingReason {}
}
