package dev.lungfish.api;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.neighbour.HostIdentity;
import java.time.Instant;
import java.util.Optional;

/// A host that has been seen awake.
///
/// @param card its identity
/// @param uri the URI of its daemon; empty if it is known only from its own call
/// @param seen when it was last seen awake, by the clock of this host
/// @param introducedBy who introduced it, as text, and may alone speak for it; empty if nobody has
public record KnownHost(
        HostIdentity card,
        @Bound(bytes = Bounds.PHRASE_BYTES) Optional<String> uri,
        Instant seen,
        @Bound(bytes = Bounds.PHRASE_BYTES) Optional<String> introducedBy) {
    /// One that nobody has introduced.
    public KnownHost(HostIdentity card, Optional<String> uri, Instant seen) {
        this(card, uri, seen, Optional.empty());
    }
}
