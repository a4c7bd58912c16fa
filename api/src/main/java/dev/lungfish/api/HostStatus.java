package dev.lungfish.api;

import java.time.Duration;
import java.util.Optional;

/// The sleep status of a host.
public sealed interface HostStatus {

    /// No request runs.
    ///
    /// @param last the sleep before, as the journal has it
    /// @param ended the last request, even if it was not accepted
    record Idle(Optional<PastSleep> last, Optional<CurrentRequest> ended) implements HostStatus {}

    /// A request runs.
    ///
    /// @param left until the countdown ends; empty except during the countdown
    record Running(CurrentRequest current, Optional<Duration> left) implements HostStatus {}

    /// A request was left open by a killed process, and is not settled yet.
    record Open(PastSleep.Requested request) implements HostStatus {}
}
