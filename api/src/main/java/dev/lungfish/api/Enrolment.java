package dev.lungfish.api;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.fleet.lease.Epoch;

/// What a host of a fleet gets.
///
/// @param certificate of the host, as PEM
/// @param authority the certificate of the fleet's authority, as PEM, by which hosts and
///   controllers know each other
/// @param epoch of the controller that answers
public record Enrolment(
        @Bound(bytes = Bounds.KEY_BYTES) String certificate,
        @Bound(bytes = Bounds.KEY_BYTES) String authority,
        Epoch epoch) {}
