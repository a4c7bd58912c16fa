package dev.lungfish.core.fleet.consolidation;

import java.util.List;
import java.util.Optional;

/// What is moved as one: a guest, or the guests of a group that must be on one host.
///
/// @param guests at least one
/// @param needs of all of them, together
/// @param held which of them stays where it is, and why; empty where all may move
record Unit(List<GuestLoad> guests, Amounts needs, Optional<Held> held) {
    /// @param guest that holds the unit
    record Held(GuestLoad guest, ConsolidationReason why) {}
}
