package dev.lungfish.controller.migration;

import java.time.Duration;
import java.util.Optional;

/// What became of a move, as both hosts say.
public sealed interface MoveOutcome {
    /// The guest is on the destination alone.
    ///
    /// @param stopped how long its processors stood still, as libvirt measured; empty where it does
    ///   not say
    record Moved(Optional<Duration> stopped) implements MoveOutcome {}

    /// It is on the source as before.
    record Stayed(MigrationReason why) implements MoveOutcome {}

    /// Where it is can't be said, or it is on both: nothing more is done to it, and a human is
    /// told.
    record Unclear(MigrationReason why) implements MoveOutcome {}
}
