package dev.lungfish.core.procedure.alarm;

import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One proved sleep. A request has several where it was slept in naps.
///
/// @param state that was slept in
/// @param reason why it was to end when it was
/// @param asleep how long the host slept
/// @param awake how long it was awake between the looks before and after: on the way down and back
/// @param off how much later than its alarm the host was back; negative where it was earlier; zero
///   where the sleep had no bound
/// @param untilPromise how much sooner than promised the host was back; negative where it was
///   later; zero where the sleep had no bound
/// @param cause what woke it
/// @param alarmStood whether the alarm was still armed afterwards
/// @param woke when the host was back
public record Segment(
        SleepState state,
        AlarmPlan.Reason reason,
        Duration asleep,
        Duration awake,
        Duration off,
        Duration untilPromise,
        WakeCause cause,
        boolean alarmStood,
        Instant woke) {

    /// How long the ways down and back took; empty where the clocks did not tell.
    public Optional<Proof.Latency> latency() {
        if (awake.isZero() || cause.kind() == WakeCause.Kind.CARD) {
            return Optional.empty();
        }
        Duration up = off.isNegative() ? Duration.ZERO : off;
        Duration down = awake.minus(up);
        return Optional.of(new Proof.Latency(down.isNegative() ? Duration.ZERO : down, up));
    }

    /// Why a sleep is not proved, or was none.
    public sealed interface SegmentReason extends Reason {
        /// The attempt has not come back.
        record SleepHanging(Reason what) implements SegmentReason {}

        record AsleepInTest(Duration asleep, Reason test) implements SegmentReason {}

        record AsleepAndFailed(Duration asleep, Reason failure) implements SegmentReason {}

        /// Something slept after what was asked for had failed.
        record AsleepAfterFailure(Duration asleep, Reason failure) implements SegmentReason {}

        /// The same where the clocks ran on.
        record CountedAfterFailure(Reason failure) implements SegmentReason {}

        /// The kernel counted a suspend where an image was to be written.
        ///
        /// @param asked the state that was asked for
        record SuspendedInstead(Duration asleep, SleepState asked) implements SegmentReason {}

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
}
