package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.util.List;

/// What an outcome says beside its figures.
public sealed interface OutcomeReason extends Reason {
    record SleptAsPromised(Duration asleep, Reason cause) implements OutcomeReason {}

    /// The host was woken for a wakeup, and what is left until the promised time is too little.
    record SleptUntilWakeup(Duration asleep, Reason cause, Duration early, Reason why)
            implements OutcomeReason {}

    record WokenWithoutBound(Duration asleep, Reason cause) implements OutcomeReason {}

    record WokenByPacket(Duration asleep, Reason cause) implements OutcomeReason {}

    record BackLate(Duration late, Reason cause) implements OutcomeReason {}

    record BackEarly(Duration early, Reason cause) implements OutcomeReason {}

    record BackEarlyAgain(Duration early, Reason cause, long times) implements OutcomeReason {}

    /// It does not sleep on, though the promised time has not come.
    record StaysAwake(Reason cause, List<? extends Reason> why) implements OutcomeReason {}

    record CannotSleepOn(Reason why) implements OutcomeReason {}

    record RequestRefused(List<? extends Reason> reasons) implements OutcomeReason {}

    record WouldSleep(List<? extends Reason> plan) implements OutcomeReason {}

    record CancelledBeforeSleep(String by) implements OutcomeReason {}

    record CancelledAfterSleep(String by, Duration asleep) implements OutcomeReason {}

    record SleptByOthers(SleepState state, Duration asleep, boolean alarm, Reason cause)
            implements OutcomeReason {}

    record SleepOfOthersFailed(Reason why) implements OutcomeReason {}

    record SleepOfOthersUnproven(Reason why) implements OutcomeReason {}
}
