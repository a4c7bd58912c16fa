package dev.lungfish.controller;

import dev.lungfish.core.reason.Reason;

/// What a controller tells of itself.
public sealed interface ControllerReason extends Reason {

    /// The reason `controller-listens`.
    ///
    /// @param hosts where hosts call
    /// @param admin where programs do
    /// @param authority its fingerprint
    record ControllerListens(String hosts, String admin, String authority)
            implements ControllerReason {}

    /// The reason `controller-ends`.
    record ControllerEnds(String why) implements ControllerReason {}

    /// The reason `host-turned-away`.
    ///
    /// @param listener its name
    record HostTurnedAway(String listener, String found) implements ControllerReason {}

    /// The reason `host-call-failed`.
    ///
    /// @param call its name
    record HostCallFailed(String call, String found) implements ControllerReason {}
}
