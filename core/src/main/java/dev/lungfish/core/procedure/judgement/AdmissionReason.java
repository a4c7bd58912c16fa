package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Phrase;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Why a request is refused before anything of the host is changed.
public sealed interface AdmissionReason extends Reason {
    /// A blocker that is to be ignored is named as none can be.
    ///
    /// @param known all forms of a name
    record BlockerNameUnknown(String name, List<String> known) implements AdmissionReason {}

    record DelayOutOfBounds(Duration delay, Duration longest) implements AdmissionReason {}

    record SleepTooShort(Duration length, Duration shortest) implements AdmissionReason {}

    record SleepTooLong(Duration length, Duration longest) implements AdmissionReason {}

    record NoWayBackNamed() implements AdmissionReason {}

    record NothingEndsSleep(Duration length) implements AdmissionReason {}

    record ProofNeedsAlarm() implements AdmissionReason {}

    record AlarmNeedsTime() implements AdmissionReason {}

    record HostNotExamined(Reason why) implements AdmissionReason {}

    /// Whether a way back failed stands in what can't be read.
    record LastProofUnknown(SleepTarget target, Reason why) implements AdmissionReason {}

    record StateNotUsable(SleepState state, Support support, Reason why)
            implements AdmissionReason {}

    record ExecutorNotUsable(Executor executor, Reason why) implements AdmissionReason {}

    /// Says of each why.
    record NoExecutor(List<ExecutorRuledOut> executors) implements AdmissionReason {}

    record ExecutorRuledOut(Executor executor, Reason why) implements AdmissionReason, Phrase {}

    record ExecutorNotSearched() implements AdmissionReason {}

    record ExecutorNotForState(SleepState state) implements AdmissionReason {}

    record OnlyKernelOnRecord() implements AdmissionReason {}

    record KernelWithoutSleep(String source, String found) implements AdmissionReason {}

    record LogindNotRunning(String source, String found) implements AdmissionReason {}

    /// Blockers that the request ignores, and logind does not.
    record LogindObeysInhibitors(List<String> blockers) implements AdmissionReason {}

    record PmUtilsNotInstalled(String program) implements AdmissionReason {}

    record ExecutorUnclear(String source, String found) implements AdmissionReason {}

    record NoWayBack(List<? extends Reason> why) implements AdmissionReason {}

    record RtcNotUsable(String rtc, Reason why) implements AdmissionReason {}

    record LastProofFailed(SleepState state, SleepTarget target, Reason finding)
            implements AdmissionReason {}

    record WayBackUnproved(SleepState state, SleepTarget target, String rtc, Reason why)
            implements AdmissionReason {}

    /// The reason `alarm-needs-proof`.
    ///
    /// @param limit what speaks against the alarm as the way back from this state
    record AlarmNeedsProof(SleepState state, SleepTarget target, String rtc, Reason limit)
            implements AdmissionReason {}

    /// Says of each card why; of none where the host has none.
    record NoWayBackByPackets(List<? extends Reason> cards) implements AdmissionReason {}

    record CardUnproved(String card, SleepState state, SleepTarget target, Reason why)
            implements AdmissionReason {}

    record CardProofFailed(String card, SleepState state, SleepTarget target, Reason finding)
            implements AdmissionReason {}

    record RtcTestFailed(String rtc, Reason finding) implements AdmissionReason {}

    record KeptAwake(String blocker, Reason why) implements AdmissionReason {}

    record BlockersUnknown(Reason why) implements AdmissionReason {}

    record BlockersNotFound(Reason why) implements AdmissionReason {}

    record WakeupsUnknown(Reason why) implements AdmissionReason {}

    record WakeupSleptPast(String purpose, String requester, Instant at)
            implements AdmissionReason {}
}
