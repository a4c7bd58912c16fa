package dev.lungfish.core.fleet.state;

import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.reason.Reason;

/// What is to be done for a host. The new state is kept before any action is carried out.
public sealed interface HostAction {
    /// Answer the call that was handed in.
    record Answer(Verdict verdict) implements HostAction {}

    /// Wake it. What comes of it is handed in as [HostEvent.PacketsSent] or
    /// [HostEvent.PacketsFailed]. A host that is overdue is woken by all its paths in one attempt.
    ///
    /// @param attempt 1 for the first time
    record Wake(int attempt, WakePath path) implements HostAction {}

    /// Find out whether the host answers: by a neighbour, else from here. What comes of it is
    /// handed in as [HostEvent.Answered] or [HostEvent.Silent].
    record Probe() implements HostAction {}

    /// Tell a human, now.
    record Tell(Reason what) implements HostAction {}

    /// Write it down, for whoever asks later.
    record Note(Reason what) implements HostAction {}
}
