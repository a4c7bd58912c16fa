package dev.lungfish.api;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import java.time.Duration;
import java.util.Optional;

/// A wakeup that somebody asks for.
///
/// @param at as people write times: 06:30, +8h; where it repeats, a calendar event of systemd:
///   Mon..Fri 06:30; the host understands it, by its own clock and zone
/// @param stay how long the host is to stay awake; empty for the usual time
/// @param reason what for
/// @param repeats whether it comes again
public record WakeupRequest(
        @Bound(bytes = Bounds.PHRASE_BYTES) String at,
        Optional<Duration> stay,
        @Bound(bytes = Bounds.PHRASE_BYTES) String reason,
        boolean repeats) {}
