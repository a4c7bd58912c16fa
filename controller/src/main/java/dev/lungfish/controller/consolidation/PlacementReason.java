package dev.lungfish.controller.consolidation;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.Optional;

/// What becomes of guests and their hosts, and why nothing does.
public sealed interface PlacementReason extends Reason {
    /// The reason `guest-moved`.
    ///
    /// @param stopped how long its processors stood still, as libvirt measured
    record GuestMoved(String guest, String from, String to, Optional<Duration> stopped)
            implements PlacementReason {}

    /// The reason `guest-not-moved`: it is where it was.
    record GuestNotMoved(String guest, String from, String to, Reason why)
            implements PlacementReason {}

    /// The reason `guest-move-unclear`: nobody knows where it is, or it is on both hosts.
    record GuestMoveUnclear(String guest, String from, String to, Reason why)
            implements PlacementReason {}

    /// The reason `host-emptied`.
    record HostEmptied(String host) implements PlacementReason {}

    /// The reason `guest-would-move`, of a dry run.
    record GuestWouldMove(String guest, String to) implements PlacementReason {}

    /// The reason `guest-would-stay`, of a dry run.
    record GuestWouldStay(String guest, Reason why) implements PlacementReason {}

    /// The reason `host-without-libvirt`: no table names it.
    record HostWithoutLibvirt(String host) implements PlacementReason {}

    /// The reason `host-survey-failed`.
    record HostSurveyFailed(String host, String found) implements PlacementReason {}

    /// The reason `host-has-open-move`: what became of a move from or to it is not known yet.
    record HostHasOpenMove(String guest) implements PlacementReason {}

    /// The reason `plan-has-changed`: what was planned is not wanted any more.
    record PlanHasChanged(String pool) implements PlacementReason {}

    /// The reason `consolidation-failed`.
    record ConsolidationFailed(String pool, String found) implements PlacementReason {}
}
