package dev.lungfish.core.procedure.state;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What could not be undone, or not be written down.
public sealed interface UndoReason extends Reason {
    record AlarmNotCleared(String rtc, Instant at, Reason why) implements UndoReason {}

    record OtherAlarmMissing(String rtc, Instant at, Reason why) implements UndoReason {}

    record OtherAlarmReplaced(String rtc, Instant at, Instant other) implements UndoReason {}

    record OtherAlarmPassed(String rtc, Instant at) implements UndoReason {}

    record ModeFilesNotRestored(List<String> files, Reason why) implements UndoReason {}

    record GuestsNotBack(List<String> guests, Reason why) implements UndoReason {}

    record GuestClocksWrong(Reason why) implements UndoReason {}

    record HooksNotFinished(List<String> hooks, Reason why) implements UndoReason {}

    record NewWorkRefused(Reason why) implements UndoReason {}

    record AlarmKept(String rtc, Instant at) implements UndoReason {}

    record CardKept(Optional<String> card) implements UndoReason {}

    record OutcomeNotWritten(Reason why) implements UndoReason {}

    record ProofNotWritten(Reason why) implements UndoReason {}

    record UndoTooSlow(Duration answering) implements UndoReason {}

    /// In seconds; empty where none is set.
    record AlarmReadsBack(Optional<Long> alarm) implements UndoReason {}

    record UnexpectedAnswer(String answer) implements UndoReason {}
}
