package dev.lungfish.core.fleet.consolidation;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;

/// Why a guest can't be moved, why a host isn't emptied, and why a plan is empty or ends early.
public sealed interface ConsolidationReason extends Reason {

    // Guests.

    /// A device of the host is given to the guest.
    record GuestHasHostDevice(String device) implements ConsolidationReason {}

    /// A disk is only on its host, and copying it was not chosen.
    record GuestDiskIsLocal(String disk) implements ConsolidationReason {}

    /// A human bound it to its host.
    record GuestPinned(String by) implements ConsolidationReason {}

    /// Moving it failed.
    record GuestMoveFailed(Instant until) implements ConsolidationReason {}

    /// It sees the processors of its host, and no other host that is awake has the same.
    record GuestSeesHostCpu(String cpu) implements ConsolidationReason {}

    /// No other host that is awake offers its processor and has all labels that it needs.
    record GuestNowhereElse() implements ConsolidationReason {}

    /// Guests that must be on one host are on several.
    record GuestGroupIsSplit(String group) implements ConsolidationReason {}

    /// It is on a host that is drained, and fits on no other one.
    record GuestFindsNoRoom() implements ConsolidationReason {}

    /// It is on a host that is drained, and the plan has as many moves as it may.
    record GuestBeyondPlan(int moves) implements ConsolidationReason {}

    /// A guest of the same name is on another host, too.
    record GuestNameTwice(String host) implements ConsolidationReason {}

    // Hosts.

    /// Something besides its guests keeps it awake.
    record HostStays(Reason why) implements ConsolidationReason {}

    /// A guest of it can't be moved.
    ///
    /// @param others how many more guests of it can't be moved
    record HostGuestStays(String guest, Reason why, int others) implements ConsolidationReason {}

    /// It would sleep for less time than pays for the moves and the wake.
    record HostGapTooShort(Duration gap, Duration breakEven) implements ConsolidationReason {}

    /// The guests of the plan need it, or nothing better was found.
    ///
    /// @param bound below which no plan can come
    record HostRoomNeeded(int awake, int bound) implements ConsolidationReason {}

    record HostInReserve(int reserve) implements ConsolidationReason {}

    /// A plan without it was found, and took too many moves or no safe order of them.
    record HostBeyondPlan(int moves) implements ConsolidationReason {}

    /// Somebody drains it: it is counted on for nothing.
    record HostDrained(String by) implements ConsolidationReason {}

    /// What runs on it is not known.
    record HostGuestsNotSeen(Reason why) implements ConsolidationReason {}

    // The plan.

    /// Not one host fewer can be awake.
    record PoolAtBound(int awake, int reserve, int bound, LowerBound.Limit by)
            implements ConsolidationReason {}

    /// The guests of this host would not fit on the others now, before anything is moved.
    record PoolFailureNotCovered(String host) implements ConsolidationReason {}

    record PoolPlanNotFound(int awake, int reserve, int bound) implements ConsolidationReason {}
}
