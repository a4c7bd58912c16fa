package dev.lungfish.core.neighbour;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import java.time.Instant;
import java.util.Optional;

/// What a host says to a neighbour before it sleeps.
///
/// @param sleeper who sleeps, and by which cards it can be woken
/// @param request the name of the request that it sleeps for
/// @param target what it does: `mem`, `disk`
/// @param asleepSince when the neighbour was told, by its own clock
/// @param promised when it is to be back, by the neighbour's own clock; empty where it sleeps until
///   somebody wakes it
public record SleepNotice(
        HostIdentity sleeper,
        @Bound(bytes = Bounds.ID_BYTES) String request,
        @Bound(bytes = Bounds.ID_BYTES) String target,
        Instant asleepSince,
        Optional<Instant> promised) {}
