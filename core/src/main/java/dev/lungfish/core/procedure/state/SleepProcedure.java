package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.judgement.RequestBounds;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import java.util.List;

/// The three ways into the machine.
///
/// The life of a request: examined, checked against blockers, its RTC tested where no test holds;
/// accepted and answered; counted down; the host blocked for new work and checked again; then for
/// each sleep planned, journaled, armed, read back, entered, proved; and in the end everything that
/// was changed is undone, in reverse order, and the outcome is written down.
public final class SleepProcedure {
    private SleepProcedure() {}

    /// Begins a request.
    public static Step begin(SleepRequest request, ProcedureSettings settings) {
        List<Reason> broken = RequestBounds.broken(request, settings);
        return broken.isEmpty()
                ? Step.of(new Checking.Examining(request, settings), new Effect.Examine(request))
                : Ended.with(new Outcome.Refused(broken), List.of());
    }

    /// Begins a test of an RTC that no request waits for.
    ///
    /// @param rtc `rtc0`
    public static Step testRtc(String rtc, Fingerprint fingerprint) {
        return RtcTesting.begin(rtc, fingerprint, new RtcTesting.Purpose.Alone());
    }

    /// Settles what the last run of Lungfish left open: undoes what it changed and, where a request
    /// was open, gives it its outcome.
    ///
    /// @param open the entries of the journal since everything was last undone, or since the
    ///   acceptance of a request that has no outcome yet; not empty
    public static Step settle(List<JournalEntry> open, ProcedureSettings settings) {
        return Settling.begin(open, settings);
    }
}
