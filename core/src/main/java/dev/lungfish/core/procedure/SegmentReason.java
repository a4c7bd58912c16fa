package dev.lungfish.core.procedure;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;

/// Why a sleep is not proved, or was none.
public sealed interface SegmentReason extends Reason {
    /// The attempt has not come back.
    record SleepHanging(Reason what) implements SegmentReason {}

    record AsleepInTest(Duration asleep, Reason test) implements SegmentReason {}

    record AsleepAndFailed(Duration asleep, Reason failure) implements SegmentReason {}

    record AsleepAndNotCounted(Duration asleep) implements SegmentReason {}

    record AsleepAndNotConfirmed(Duration asleep, String source, String before, String after)
            implements SegmentReason {}

    record CountedAndNotAsleep() implements SegmentReason {}

    record RefusedWithClocksUnclear(Reason what) implements SegmentReason {}

    record ReturnedWithoutSleep() implements SegmentReason {}

    record ReturnedUnclear() implements SegmentReason {}

    /// Step, device and error are empty where the kernel names none.
    record KernelCannotEnter(SleepState state, String step, String device, String error)
            implements SegmentReason {}

    record KernelOnlyPretends(String file, String test) implements SegmentReason {}

    record FailedInTest(Reason why, Reason test) implements SegmentReason {}

    record EvidenceUnreadable(Reason why) implements SegmentReason {}
}
