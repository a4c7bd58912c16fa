package dev.lungfish.api;

import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.state.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One sleep, or one attempt to sleep, as the journal has it.
public sealed interface PastSleep {

    /// When it ended, or was accepted where it has not; empty where nobody knows.
    default Optional<Instant> at() {
        return switch (this) {
            case Requested(var accepted, _, var ended) ->
                    Optional.of(ended.map(JournalEntry.Ended::at).orElse(accepted.at()).wall());
            case Foreign(JournalEntry.Foreign entry) -> entry.segment().map(Segment::woke);
        };
    }

    /// A request that was accepted.
    ///
    /// @param accepted with the request and when it was accepted
    /// @param segments the sleeps that were proved, in order
    /// @param ended with the outcome; empty where the request runs, or was left open by a crash
    record Requested(
            JournalEntry.Accepted accepted,
            List<Segment> segments,
            Optional<JournalEntry.Ended> ended)
            implements PastSleep {
        public Requested {
            segments = List.copyOf(segments);
        }
    }

    /// A sleep that somebody else started.
    record Foreign(JournalEntry.Foreign entry) implements PastSleep {}

    /// Whether it is older than a time: a request by its acceptance, a sleep of others by its end.
    /// One whose time is not known is not.
    default boolean isBefore(Instant time) {
        return switch (this) {
            case Requested(JournalEntry.Accepted accepted, _, _) ->
                    accepted.at().wall().isBefore(time);
            case Foreign(JournalEntry.Foreign(Optional<Segment> segment, _)) ->
                    segment.filter(slept -> slept.woke().isBefore(time)).isPresent();
        };
    }
}
