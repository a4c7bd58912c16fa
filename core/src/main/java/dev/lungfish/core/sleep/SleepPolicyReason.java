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

    /// The reason `logind-has-it-not`.
    ///
    /// @param image whether the state writes one, which needs more
    record LogindHasItNot(boolean image) implements SleepPolicyReason {}

    record LogindForbids() implements SleepPolicyReason {}

    /// The reason `units-masked`.
    ///
    /// @param units of systemd that the sleep needs, as `systemctl` takes several
    record UnitsMasked(String units) implements SleepPolicyReason {}

    /// The reason `forbidden-by-systemd`.
    ///
    /// @param setting of sleep.conf
    record ForbiddenBySystemd(String setting, String source) implements SleepPolicyReason {}

    /// The reason `systemd-enters-another`.
    ///
    /// @param state that was asked for
    /// @param setting of sleep.conf
    record SystemdEntersAnother(SleepState state, String setting, String source)
            implements SleepPolicyReason {}

    /// The reason `systemd-settings-not-read`.
    ///
    /// @param kernel what the kernel can do
    record SystemdSettingsNotRead(Reason kernel, SourceReason cause) implements SleepPolicyReason {}

    record LogindWantsAuthentication(String answer) implements SleepPolicyReason {}
}
