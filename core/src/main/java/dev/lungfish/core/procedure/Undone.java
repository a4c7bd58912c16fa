package dev.lungfish.core.procedure;

import java.time.Duration;
import java.util.List;

/// Everything is undone, and what was changed for it follows its purpose.
///
/// @param leftBehind what could not be undone, a sentence each
record Undone(List<String> leftBehind, Unwinding.Purpose purpose) {

    /// What follows.
    ///
    /// @param last the event that ended the undoing
    Step follow(Event last) {
        return switch (purpose) {
            case Unwinding.Purpose.End(Course course, Outcome outcome) ->
                    Ending.afterUndoing(course.leavingBehind(leftBehind), outcome, last);
            case Unwinding.Purpose.SleepOn(Course course, Duration stay) ->
                    noted(
                            new Sleeping.NotingUndone(
                                    course.nothingToUndoOfSleep().leavingBehind(leftBehind), stay));
            case Unwinding.Purpose.EndTest(RtcTest test, boolean kept, RtcTesting.Purpose then) ->
                    Step.of(
                            new RtcTesting.NotingTest(test, kept, leftBehind, then),
                            new Effect.Write(new JournalEntry.TestedRtc(test)));
            case Unwinding.Purpose.EndSettlement() -> noted(new Settling.Noting(leftBehind));
        };
    }

    private Step noted(ProcedureState then) {
        return Step.of(then, new Effect.Write(new JournalEntry.Undone(leftBehind)));
    }
}
