package dev.lungfish.core.fleet.state;

import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;

/// Why a host of a fleet is kept awake, is let sleep, is woken or is told of.
public sealed interface FleetReason extends Reason {
    // Why it may not sleep, or not yet.

    /// Nothing is known for sure so soon after a start of the controller.
    record ControllerSettles(Instant until) implements FleetReason {}

    /// A controller of a higher epoch has spoken to the host.
    record EpochPassed(long own, long seen) implements FleetReason {}

    record HostNeeded(Reason why) implements FleetReason {}

    record HostHeld(Reason why) implements FleetReason {}

    record HostInMaintenance(Reason why) implements FleetReason {}

    record HostSick(Reason why, Instant since) implements FleetReason {}

    record HostAwakeTooShort(Instant until) implements FleetReason {}

    record HostBacksOff(Reason why, Instant until) implements FleetReason {}

    record HostWithoutWayBack(SleepTarget target) implements FleetReason {}

    /// The answer to its last call may be under way.
    record LeaseUnderWay(String lease) implements FleetReason {}

    /// Too little is left of a lease whose answer was lost.
    record LeaseStale(String lease) implements FleetReason {}

    /// The lease is another controller's, or of an epoch that is over.
    record LeaseNotKnown(String lease) implements FleetReason {}

    /// A call that may have been sent before the latest sleep.
    record CallTooLate() implements FleetReason {}

    /// It has come back from a sleep just now.
    record HostSettles() implements FleetReason {}

    // Why it is sick.

    /// It slept, and came back by a fresh boot.
    record HostBootedFromSleep() implements FleetReason {}

    record HostAlarmsFailed(int times) implements FleetReason {}

    record HostNeverSlept(int times) implements FleetReason {}

    record HostNotReady() implements FleetReason {}

    // What is told or written down.

    record LeaseConfirmed(String lease) implements FleetReason {}

    record HostStaysSilent(Instant expected) implements FleetReason {}

    record OrderUnanswered(String lease) implements FleetReason {}

    record HostAlarmMissed(Instant bound) implements FleetReason {}

    record WakeUnanswered(int attempts, Reason why) implements FleetReason {}

    /// Something answers at its address, and it does not call.
    record HostAnswersWithoutCall() implements FleetReason {}

    record HostGivenUp(int attempts, Duration after) implements FleetReason {}

    record HostBackAgain(Duration after) implements FleetReason {}

    record HostSleptByOthers(String request) implements FleetReason {}

    record LeaseEndedOtherwise(String lease, Reason why) implements FleetReason {}

    record DrainGivenUp(int failed) implements FleetReason {}

    record DrainTooLong(Duration after) implements FleetReason {}

    record HostPacketsNotSent(int attempt, Reason why) implements FleetReason {}

    record HostWellAgain() implements FleetReason {}
}
