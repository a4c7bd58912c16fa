package dev.lungfish.core.fleet.state;

import dev.lungfish.core.fleet.lease.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A sleep that a host may be in.
///
/// @param lease for which it sleeps; empty where this controller granted none, or knows of none
/// @param since when it was ordered, told or feared
/// @param bound when the host must be awake by itself, its own lateness included; empty for a sleep
///   without a bound, which only others begin
/// @param certain whether the host itself said that it goes, and was told to go
public record Rest(Optional<Lease> lease, Instant since, Optional<Instant> bound, boolean certain) {

    /// Whether it is for this lease.
    boolean isFor(Optional<String> id) {
        return id.isPresent() && lease.map(Lease::id).equals(id);
    }

    /// The same, of which nobody is certain any more.
    Rest doubted() {
        return new Rest(lease, since, bound, false);
    }

    /// Whether the host must be awake by now.
    boolean isOver(Instant now) {
        return bound.filter(time -> !now.isBefore(time)).isPresent();
    }

    Rest moved(Duration by) {
        return new Rest(lease, since.plus(by), bound.map(time -> time.plus(by)), certain);
    }
}
