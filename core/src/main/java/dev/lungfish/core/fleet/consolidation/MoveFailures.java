package dev.lungfish.core.fleet.consolidation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The guests whose last move failed: each stays where it is for an hour, then for twice as long
/// each time it fails again, up to a day.
///
/// @param guests by their names
public record MoveFailures(Map<String, Failed> guests) {
    private static final Duration FIRST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 5;

    /// A guest whose last move failed.
    ///
    /// @param times in a row
    /// @param until when it stays
    public record Failed(int times, Instant until) {}

    public MoveFailures {
        guests = Map.copyOf(guests);
    }

    /// After a move has failed.
    public MoveFailures failed(String guest, Instant now) {
        int times = Optional.ofNullable(guests.get(guest)).map(Failed::times).orElse(0) + 1;
        Duration stay = FIRST.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
        Map<String, Failed> after = new HashMap<>(guests);
        after.put(guest, new Failed(times, now.plus(stay.compareTo(LONGEST) > 0 ? LONGEST : stay)));
        return new MoveFailures(after);
    }

    /// After a move has succeeded.
    public MoveFailures moved(String guest) {
        Map<String, Failed> after = new HashMap<>(guests);
        after.remove(guest);
        return new MoveFailures(after);
    }

    /// A guest with what binds it; what binds it for good counts more than a failure.
    public GuestLoad bind(GuestLoad guest) {
        return Optional.ofNullable(guests.get(guest.name()))
                .filter(_ -> guest.binding() instanceof Binding.Free)
                .map(failed -> guest.with(new Binding.Sticky(failed.until())))
                .orElse(guest);
    }
}
