package dev.lungfish.core.fleet.state;

import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;

/// What happens to a host, or becomes known of it.
public sealed interface HostEvent {
    /// The moment, by the controller's clock.
    Instant now();

    /// The host calls. Follows: exactly one [HostAction.Answer].
    ///
    /// @param permission what the plan wants of it, asked now
    record CheckedIn(Instant now, CheckIn call, Permission permission) implements HostEvent {}

    /// The host says that it is about to sleep. Follows: exactly one [HostAction.Answer].
    record GoingDown(Instant now, Entering notice) implements HostEvent {}

    /// Time has passed.
    record Passed(Instant now) implements HostEvent {}

    /// Somebody needs the host, from now on until [Unwanted].
    ///
    /// @param why who, and for what
    record Wanted(Instant now, Reason why) implements HostEvent {}

    /// Nobody needs it any more.
    record Unwanted(Instant now) implements HostEvent {}

    /// Somebody wakes it, once.
    record WakeAsked(Instant now, Reason why) implements HostEvent {}

    /// The packets of an attempt were sent.
    record PacketsSent(Instant now, int attempt) implements HostEvent {}

    /// They were not.
    record PacketsFailed(Instant now, int attempt, Reason why) implements HostEvent {}

    /// The host, or whatever has its address, answers a probe.
    record Answered(Instant now, Reason evidence) implements HostEvent {}

    /// Nothing answers a probe.
    record Silent(Instant now) implements HostEvent {}

    /// What uses the host was asked whether it can be used.
    record Examined(Instant now, boolean ready, Reason evidence) implements HostEvent {}

    /// A guest could not be moved away from it.
    record MoveFailed(Instant now, Reason why) implements HostEvent {}

    /// It is not to be put to sleep, until [Released]; it is not woken for that.
    record Held(Instant now, Reason why) implements HostEvent {}

    /// A human works on it from now on.
    record MaintenanceBegun(Instant now, Reason why) implements HostEvent {}

    /// Nobody works on it any more.
    record MaintenanceEnded(Instant now) implements HostEvent {}

    /// A human takes a hold or an exclusion back, or says that a lost host can be found.
    record Released(Instant now, Reason why) implements HostEvent {}

    /// The controller has started, with all that it knew when it ended.
    record Started(Instant now) implements HostEvent {}

    /// The controller's database is one of the past.
    record Restored(Instant now) implements HostEvent {}

    /// The controller has a higher epoch than before.
    record EpochRaised(Instant now) implements HostEvent {}
}
