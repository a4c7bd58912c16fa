package dev.lungfish.core.fleet.lease;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.procedure.request.SleepTarget;
import java.time.Duration;
import java.util.Optional;

/// What a host says last before it sleeps. If the answer is not [Verdict.Sleep] of the same lease,
/// the host does not sleep for the lease: somebody needs it. If nobody answers in time it sleeps,
/// as the lease allows.
///
/// @param host its name and NICs, by which others wake it
/// @param request the name of the request that it carries out; that of the lease where it sleeps
///   for one
/// @param lease empty where somebody else asked it to sleep
/// @param target how it sleeps
/// @param length until its alarm; empty where it has none
public record Entering(
        HostIdentity host,
        @Bound(bytes = Bounds.ID_BYTES) String request,
        @Bound(bytes = Bounds.ID_BYTES) Optional<String> lease,
        SleepTarget target,
        Optional<Duration> length) {}
