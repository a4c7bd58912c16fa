package dev.lungfish.controller;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;

/// What a controller tells of itself.
public sealed interface ControllerReason extends Reason {

    /// The reason `controller-listens`.
    ///
    /// @param hosts where hosts call
    /// @param admin where programs do
    /// @param authority its fingerprint
    record ControllerListens(String hosts, String admin, String authority)
            implements ControllerReason {}

    /// The reason `controller-start-took`.
    ///
    /// @param length from the first look at the folder until hosts are served
    /// @param phases its parts, with their lengths
    record ControllerStartTook(Duration length, String phases) implements ControllerReason {}

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
