package dev.lungfish.api;

import dev.lungfish.core.neighbour.HostIdentity;
import java.time.Instant;
import java.util.Optional;

/// A host that was seen awake.
///
/// @param card what it said of itself
/// @param uri where its daemon is reached; empty where it is known only from its own call
/// @param seen when it was last seen awake, by the clock of this host
public record KnownHost(HostIdentity card, Optional<String> uri, Instant seen) {}
