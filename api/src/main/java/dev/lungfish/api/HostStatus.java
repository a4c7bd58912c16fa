package dev.lungfish.api;

import java.time.Duration;
import java.util.Optional;

/// What a host is doing, as far as sleep goes.
public sealed interface HostStatus {

    /// No request runs.
    ///
    /// @param last the sleep before, as the journal has it
    /// @param ended the request that ran last, also where it was not accepted
    record Idle(Optional<PastSleep> last, Optional<CurrentRequest> ended) implements HostStatus {}

    /// A request runs.
    ///
    /// @param left until the countdown ends; empty but in the countdown
    record Running(CurrentRequest current, Optional<Duration> left) implements HostStatus {}

    /// A request was left open by a run that was ended, and is still to be settled.
    record Open(PastSleep.Requested request) implements HostStatus {}
}
