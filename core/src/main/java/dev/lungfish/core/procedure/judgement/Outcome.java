package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.List;

/// How a request ended. An accepted request ends in exactly one of these.
public sealed interface Outcome {

    /// Why.
    Reason reason();

    /// The host slept and was back as promised.
    ///
    /// @param asleep how long it slept in all
    /// @param off how much later than promised it was back; negative where it was earlier
    /// @param cause what woke it in the end
    record Slept(Duration asleep, Duration off, WakeCause cause, Reason reason)
            implements Outcome {}

    /// The host slept and was back too early.
    record WokeEarly(Duration asleep, Duration off, WakeCause cause, Reason reason)
            implements Outcome {}

    /// The host slept and was back too late.
    record WokeLate(Duration asleep, Duration off, WakeCause cause, Reason reason)
            implements Outcome {}

    /// The host slept and was woken as the request had asked for it, by something else than an
    /// alarm at its time: by the network card that it relied on, or by anything where the sleep had
    /// no bound. There was no time then at which it should have been back.
    ///
    /// @param asleep how long it slept in all
    /// @param cause what woke it in the end
    record Woken(Duration asleep, WakeCause cause, Reason reason) implements Outcome {}

    /// Nothing was changed.
    ///
    /// @param reasons all that speaks against the sleep
    record Refused(List<Reason> reasons) implements Outcome {
        public Refused {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Reason reason() {
            return new OutcomeReason.RequestRefused(reasons);
        }
    }

    /// Somebody did not want it any more.
    ///
    /// @param by who
    /// @param asleep how long the host had slept by then
    record Cancelled(String by, Duration asleep, Reason reason) implements Outcome {}

    /// The host did not sleep, though it was tried.
    ///
    /// @param step where it ended: a step of the kernel (`freeze`, `suspend`) or of the procedure
    /// @param device that failed; empty where none did
    /// @param error as the kernel names it: `EBUSY`; empty where it named none
    record NeverEntered(String step, String device, String error, Reason reason)
            implements Outcome {}

    /// Whether and how the host slept can't be proved.
    ///
    /// @param asleep what the clocks say, for what it is worth
    record Unproven(Duration asleep, Reason reason) implements Outcome {}

    /// The host went down to sleep and came back by a fresh boot: memory was lost.
    record ResumedFromNothing(Reason reason) implements Outcome {}

    /// Every check of a dry run passed. Nothing was written.
    ///
    /// @param plan what would have been done
    record WouldSleep(List<Reason> plan) implements Outcome {
        public WouldSleep {
            plan = List.copyOf(plan);
        }

        @Override
        public Reason reason() {
            return new OutcomeReason.WouldSleep(plan);
        }
    }
}
