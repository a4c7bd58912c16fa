package dev.lungfish.core.procedure.proof;

import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;

/// The kept result of one test of an RTC: its alarm was set two seconds ahead and watched.
///
/// @param fingerprint what it holds for
/// @param at when it was made
/// @param step in which its alarm can be set: a second, or a minute where that alone was seen to
///   fire
/// @param passed whether the alarm was seen to fire
/// @param finding what was seen
public record RtcTest(
        Fingerprint fingerprint, Instant at, Duration step, boolean passed, Reason finding) {
    /// That of nearly all RTCs.
    public static final Duration USUAL_STEP = Duration.ofSeconds(1);

    public RtcTest {
        if (step.compareTo(USUAL_STEP) < 0 || step.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("a step of 1 s to 1 h expected, found " + step);
        }
    }

    /// A test of an alarm that knows seconds.
    public RtcTest(Fingerprint fingerprint, Instant at, boolean passed, Reason finding) {
        this(fingerprint, at, USUAL_STEP, passed, finding);
    }

    /// What the plan of a request says of it.
    public PlanStep inPlan() {
        return step.equals(USUAL_STEP)
                ? new PlanStep.AlarmTested(at)
                : new PlanStep.AlarmTestedInSteps(at, step);
    }

    /// Under which name this one is kept: that of the RTC, `rtc0`.
    public String key() {
        return fingerprint.deviceName();
    }

    /// Whether the test can be relied on. One that seems to come from the future is not: the wall
    /// clock was set, so its age is not known.
    public boolean holds(Fingerprint now, Instant time, Duration validity) {
        return passed
                && fingerprint.equals(now)
                && !at.isAfter(time)
                && !at.plus(validity).isBefore(time);
    }

    /// What a test of an RTC showed, or why it showed nothing.
    public sealed interface RtcTestReason extends Reason {
        record TestedAlarmFired() implements RtcTestReason {}

        record TestedAlarmFiredInSteps(Duration step) implements RtcTestReason {}

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
}
