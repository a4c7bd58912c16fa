package dev.lungfish.daemon.sockets;

import dev.lungfish.core.reason.Reason;

/// What became of a reload.
public sealed interface ReloadReason extends Reason {
    /// A port shows the certificates, and asks the lists, that are there now.
    record PortRenewed(String port) implements ReloadReason {}

    record PortNotRenewed(String port, Reason why) implements ReloadReason {}

    /// The settings are those from before.
    record SettingsUnchanged() implements ReloadReason {}

    /// Settings were taken that need no new begin.
    record SettingsTaken() implements ReloadReason {}

    /// The daemon begins anew with its settings, which ends its connections.
    ///
    /// @param busy whether it waits for a request to be over
    record SettingsTakenAnew(boolean busy) implements ReloadReason {}
}
