package dev.lungfish.core.procedure.proof;

import dev.lungfish.core.reason.Phrase;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How a way back stands, and what a sleep showed of it.
public sealed interface ProofReason extends Reason {
    /// What is another one than at the proof.
    sealed interface Change extends ProofReason, Phrase {}

    record KernelChanged(String before, String after) implements Change {}

    record FirmwareChanged(String before, String after) implements Change {}

    record RtcChanged(String before, String after) implements Change {}

    record CardChanged(String before, String after) implements Change {}

    record CommandLineChanged(String before, String after) implements Change {}

    record NeverProved() implements ProofReason {}

    record ChangedSinceProof(Instant at, List<Change> changes) implements ProofReason {}

    record ProofFromFuture(Instant at) implements ProofReason {}

    record ProofTooOld(Instant at) implements ProofReason {}

    /// Where it is `early` it was before its time.
    record AlarmBroughtBack(Duration off, boolean early) implements ProofReason {}

    record AlarmDidNotEnd(String rtc, Duration off, boolean early, Instant woke, Reason cause)
            implements ProofReason {}

    record CardBroughtBack(Reason cause) implements ProofReason {}

    record CardDidNotWake(String card) implements ProofReason {}

    record ProofFailed(Reason why) implements ProofReason {}

    record RtcTimeUnreadable(String source, String found) implements ProofReason {}
}
