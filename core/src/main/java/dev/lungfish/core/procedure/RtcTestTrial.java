package dev.lungfish.core.procedure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a test has changed so far.
///
/// @param attempts how often it was begun, this time included
/// @param undo what was changed, the last change first
record RtcTestTrial(
        String rtc,
        Fingerprint fingerprint,
        RtcTesting.Purpose purpose,
        int attempts,
        List<Undo> undo) {
    RtcTestTrial willUndo(Undo more) {
        return new RtcTestTrial(
                rtc,
                fingerprint,
                purpose,
                attempts,
                Stream.concat(Stream.of(more), undo.stream()).toList());
    }

    Step look(Optional<Moment> now) {
        return Step.of(new RtcTesting.Looking(this, now), new Effect.ReadRtc(rtc));
    }

    Step again(String why, Event event) {
        return attempts < RtcTesting.ATTEMPTS
                ? new RtcTestTrial(rtc, fingerprint, purpose, attempts + 1, undo)
                        .look(Optional.of(event.at()))
                : failed(why, event);
    }

    /// The same where RTC or journal took so long that what was read may no longer be so. That says
    /// nothing of the alarm.
    Step againAfterDelay(Event event) {
        return attempts < RtcTesting.ATTEMPTS
                ? again("", event)
                : broken("RTC or journal take too long for an alarm 2 s ahead", event);
    }

    Step passed(String finding, Event event) {
        return end(true, true, finding, event);
    }

    /// The alarm does not work.
    Step failed(String finding, Event event) {
        return end(false, true, finding, event);
    }

    /// Whether the alarm works was not found out.
    Step broken(String finding, Event event) {
        return end(false, false, finding, event);
    }

    private Step end(boolean passed, boolean kept, String finding, Event event) {
        return Rollback.begin(
                undo,
                new Rollback.Purpose.EndTest(
                        new RtcTest(fingerprint, event.at().wall(), passed, finding),
                        kept,
                        purpose),
                event);
    }
}
