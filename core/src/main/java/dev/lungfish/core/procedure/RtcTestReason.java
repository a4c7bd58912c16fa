package dev.lungfish.core.procedure;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;

/// What a test of an RTC showed, or why it showed nothing.
public sealed interface RtcTestReason extends Reason {
    record TestedAlarmFired() implements RtcTestReason {}

    record TestCancelled() implements RtcTestReason {}

    record TestTooSlow() implements RtcTestReason {}

    record TestAlarmLate() implements RtcTestReason {}

    record TestAlarmNotCleared() implements RtcTestReason {}

    record TestAlarmNotHeld() implements RtcTestReason {}

    /// Both in seconds.
    record TestAlarmDiffers(long held, long expected) implements RtcTestReason {}

    record TestAlarmVanished() implements RtcTestReason {}

    record TestAlarmSilent(Duration late) implements RtcTestReason {}

    record OtherAlarmInTheWay(Instant at) implements RtcTestReason {}

    record OtherAlarmDuringTest(Instant at) implements RtcTestReason {}

    record RtcStandsStill(Duration watched) implements RtcTestReason {}
}
