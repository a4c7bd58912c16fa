package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.judgement.Undo;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.proof.RtcTest.RtcTestReason;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a test has changed so far.
///
/// @param attempts how often it was begun, this time included
/// @param step to a whole one of which the alarm is set
/// @param undo what was changed, the last change first
record RtcTestTrial(
        String rtc,
        Fingerprint fingerprint,
        RtcTesting.Purpose purpose,
        int attempts,
        Duration step,
        List<Undo> undo) {
    RtcTestTrial willUndo(Undo more) {
        return new RtcTestTrial(
                rtc,
                fingerprint,
                purpose,
                attempts,
                step,
                Stream.concat(Stream.of(more), undo.stream()).toList());
    }

    Step look(Optional<Moment> now) {
        return Step.of(new RtcTesting.Looking(this, now), new Effect.ReadRtc(rtc));
    }

    /// Begins again.
    ///
    /// @param why that is to be told where it was tried often enough
    Step again(Reason why, Event event) {
        return attempts < RtcTesting.ATTEMPTS ? again(event) : failed(why, event);
    }

    private Step again(Event event) {
        return new RtcTestTrial(rtc, fingerprint, purpose, attempts + 1, step, undo)
                .look(Optional.of(event.at()));
    }

    /// The same where RTC or journal took so long that what was read may no longer be so. That says
    /// nothing of the alarm.
    Step againAfterDelay(Event event) {
        return attempts < RtcTesting.ATTEMPTS
                ? again(event)
                : broken(new RtcTestReason.TestTooSlow(), event);
    }

    Step passed(Reason finding, Event event) {
        return end(true, true, finding, event);
    }

    /// The alarm does not work.
    Step failed(Reason finding, Event event) {
        return end(false, true, finding, event);
    }

    /// The alarm does not work as it was set: it may work at a full minute.
    Step failedAtThisStep(Reason finding, Event event) {
        return step.equals(RtcTest.USUAL_STEP)
                ? new RtcTestTrial(rtc, fingerprint, purpose, 1, RtcTesting.MINUTE, undo)
                        .look(Optional.of(event.at()))
                : failed(finding, event);
    }

    /// How far ahead the alarm is set: twice as far at each attempt, as a host may be too slow.
    Duration ahead() {
        return longer(RtcTesting.AHEAD);
    }

    /// How old what was read may be when something is made of it.
    Duration freshness() {
        return longer(RtcTesting.LOOK);
    }

    private Duration longer(Duration first) {
        return first.multipliedBy(1L << (attempts - 1));
    }

    /// The time to which an alarm is set now: one that is to show that it knows seconds is not at a
    /// full minute.
    RtcTime at(RtcTime now) {
        RtcTime at = now.plus(ahead()).roundedUp(step);
        return step.equals(RtcTest.USUAL_STEP) && at.equals(at.roundedUp(RtcTesting.MINUTE))
                ? at.plus(RtcTesting.SECOND)
                : at;
    }

    /// Whether the alarm works was not found out.
    Step broken(Reason finding, Event event) {
        return end(false, false, finding, event);
    }

    private Step end(boolean passed, boolean kept, Reason finding, Event event) {
        return Rollback.begin(
                undo,
                new Rollback.Purpose.EndTest(
                        new RtcTest(fingerprint, event.at().wall(), step, passed, finding),
                        kept,
                        purpose),
                event);
    }
}
