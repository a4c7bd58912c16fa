package dev.lungfish.controller.timeline;

import dev.lungfish.controller.store.EventTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a host was from one moment to another: intervals in their order, without a gap, that cover
/// exactly that time.
///
/// @param intervals none where the time is empty
public record Timeline(List<Interval> intervals) {
    /// The state of a time of which nothing is kept.
    public static final String UNRECORDED = "unrecorded";

    public Timeline {
        intervals = List.copyOf(intervals);
    }

    /// A time in one state.
    ///
    /// @param state as `core.fleet.state.HostState` spells it, or [#UNRECORDED]
    /// @param why what brought it there; empty where nothing is kept of that
    /// @param by the person who asked for it
    public record Interval(
            Instant from,
            Instant until,
            String state,
            Optional<EventTable.Row> why,
            Optional<String> by) {}

    /// What is known beside the changes.
    ///
    /// @param joined when the host came into the fleet
    /// @param latest the last change up to the beginning; empty where none is kept
    /// @param now the state that it has now, which is that of all time where it never changed
    public record Known(Instant joined, Optional<StateChange> latest, String now) {}

    /// Makes one.
    ///
    /// A change that was written with an earlier time than the one before it, as the clock was set
    /// back, counts from the time of that one.
    ///
    /// @param changes after the beginning, in their order
    public static Timeline of(Instant from, Instant until, Known known, List<StateChange> changes) {
        Writing writing = new Writing(from, until);
        if (known.latest().isPresent()) {
            writing.state(from, known.latest().get());
        } else {
            writing.state(from, UNRECORDED);
            writing.state(
                    known.joined(), changes.isEmpty() ? known.now() : changes.getFirst().before());
        }
        changes.forEach(change -> writing.state(change.at(), change));
        return new Timeline(writing.end());
    }

    /// Collects intervals, the last one of which is open.
    private static final class Writing {
        private final List<Interval> intervals = new ArrayList<>();
        private final Instant until;
        private Interval open;
        private Instant reached;

        Writing(Instant from, Instant until) {
            this.until = until;
            reached = from;
            open = new Interval(from, from, UNRECORDED, Optional.empty(), Optional.empty());
        }

        void state(Instant at, StateChange change) {
            begin(at, change.now(), change.why(), change.by());
        }

        void state(Instant at, String state) {
            begin(at, state, Optional.empty(), Optional.empty());
        }

        private void begin(
                Instant at, String state, Optional<EventTable.Row> why, Optional<String> by) {
            Instant from = at.isBefore(reached) ? reached : at;
            reached = from;
            if (!from.isBefore(until)) {
                return;
            }
            close(from);
            open = new Interval(from, from, state, why, by);
        }

        private void close(Instant at) {
            if (open.from().isBefore(at)) {
                intervals.add(new Interval(open.from(), at, open.state(), open.why(), open.by()));
            }
        }

        List<Interval> end() {
            close(until);
            return intervals;
        }
    }
}
