package dev.lungfish.core.procedure;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.List;

/// Everything is undone, and what was changed for it follows its purpose.
///
/// @param leftBehind what could not be undone
record RolledBack(List<Reason> leftBehind, Rollback.Purpose purpose) {

    /// What follows.
    ///
    /// @param last the event that ended the undoing
    Step follow(Event last) {
        return switch (purpose) {
            case Rollback.Purpose.End(ProcedureContext context, Outcome outcome) ->
                    Finish.afterUndoing(context.leavingBehind(leftBehind), outcome, last);
            case Rollback.Purpose.SleepOn(ProcedureContext context, Duration stay) ->
                    noted(
                            new Sleeping.NotingUndone(
                                    context.nothingToUndoOfSleep().leavingBehind(leftBehind),
                                    stay));
            case Rollback.Purpose.EndTest(RtcTest test, boolean kept, RtcTesting.Purpose then) ->
                    Step.of(
                            new RtcTesting.NotingTest(test, kept, leftBehind, then),
                            new Effect.Write(new JournalEntry.TestedRtc(test)));
            case Rollback.Purpose.EndSettlement() -> noted(new Settling.Noting(leftBehind));
        };
    }

    private Step noted(ProcedureState then) {
        return Step.of(then, new Effect.Write(new JournalEntry.Undone(leftBehind)));
    }
}
