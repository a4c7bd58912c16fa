package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.reason.Reason;

/// What others than the kernel say of a sleep state.
public sealed interface SleepPolicyReason extends Reason {
    /// The reason `in-container`.
    ///
    /// @param kind `docker`, `lxc`, ...
    record InContainer(String kind) implements SleepPolicyReason {}

    /// The reason `forbidden-by-administrator`.
    ///
    /// @param part whether that is a part of the state which was judged
    record ForbiddenByAdministrator(SleepState state, boolean part, String source)
            implements SleepPolicyReason {}

    /// The reason `inhibited-now`.
    ///
    /// @param kernel what the kernel can do
    record InhibitedNow(Reason kernel, String answer) implements SleepPolicyReason {}

    /// The reason `logind-answer-not-known`.
    ///
    /// @param kernel what the kernel can do
    /// @param call the method that was asked
    record LogindAnswerNotKnown(Reason kernel, String answer, String call)
            implements SleepPolicyReason {}

    /// The reason `logind-not-read`.
    ///
    /// @param kernel what the kernel can do
    record LogindNotRead(Reason kernel, SourceReason cause) implements SleepPolicyReason {}

    record LogindHasItNot() implements SleepPolicyReason {}

    record LogindForbids() implements SleepPolicyReason {}

    record LogindWantsAuthentication(String answer) implements SleepPolicyReason {}
}
