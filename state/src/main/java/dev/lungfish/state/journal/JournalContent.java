package dev.lungfish.state.journal;

import dev.lungfish.api.PastSleep;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.procedure.state.JournalEntry.Accepted;
import dev.lungfish.core.procedure.state.JournalEntry.Ended;
import dev.lungfish.core.procedure.state.JournalEntry.Foreign;
import dev.lungfish.core.procedure.state.JournalEntry.Returned;
import dev.lungfish.core.procedure.state.JournalEntry.TestedRtc;
import dev.lungfish.core.procedure.state.JournalEntry.Undone;
import dev.lungfish.state.directory.StateReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a journal says, or the end of one.
///
/// @param past all its accepted requests and all sleeps of others, in order; a last request without
///   its end is among them
/// @param open the entries since everything was last undone, or since the acceptance of a request
///   that has no outcome yet; empty where nothing is to be settled
/// @param damage the lines that are not as they were written, or do not follow the line before; the
///   rest was read
public record JournalContent(
        List<PastSleep> past,
        List<JournalEntry> open,
        List<StateReason.JournalLineMalformed> damage) {
    /// Of a journal without a line.
    public static final JournalContent EMPTY = new JournalContent(List.of(), List.of(), List.of());

    public JournalContent {
        past = List.copyOf(past);
        open = List.copyOf(open);
        damage = List.copyOf(damage);
    }

    /// The same with what is damaged.
    JournalContent with(List<StateReason.JournalLineMalformed> found) {
        return new JournalContent(past, open, found);
    }

    /// The last request where it has no outcome yet.
    public Optional<PastSleep.Requested> openRequest() {
        return past.isEmpty()
                        || !(past.getLast() instanceof PastSleep.Requested last)
                        || last.ended().isPresent()
                ? Optional.empty()
                : Optional.of(last);
    }

    /// Puts the entries of a journal together, one after the other.
    static final class Collector {
        private final List<PastSleep> past = new ArrayList<>();
        private final List<Supplier<JournalEntry>> open = new ArrayList<>();
        private final List<Segment> segments = new ArrayList<>();
        private @Nullable Accepted accepted;

        /// Adds an entry that changes nothing of the past.
        ///
        /// @param entry is asked for only where it is open in the end
        void addOpen(Supplier<JournalEntry> entry) {
            open.add(entry);
        }

        void add(JournalEntry entry) {
            open.add(() -> entry);
            switch (entry) {
                case Accepted next -> {
                    close(Optional.empty());
                    accepted = next;
                }
                case Returned(Segment segment) -> segments.add(segment);
                case Ended ended -> {
                    close(Optional.of(ended));
                    open.clear();
                }
                case TestedRtc _, Undone _ -> {
                    if (accepted == null) {
                        open.clear();
                    }
                }
                case Foreign foreign -> {
                    past.add(new PastSleep.Foreign(foreign));
                    open.removeLast();
                }
                case JournalEntry.TakingForeignAlarm _,
                        JournalEntry.TestingRtc _,
                        JournalEntry.PreparingGuests _,
                        JournalEntry.RunningHooks _,
                        JournalEntry.ChoosingMode _,
                        JournalEntry.Entering _,
                        JournalEntry.EnteringUnbounded _ -> {}
            }
        }

        private void close(Optional<Ended> ended) {
            if (accepted != null) {
                past.add(new PastSleep.Requested(accepted, segments, ended));
            }
            accepted = null;
            segments.clear();
        }

        JournalContent content() {
            close(Optional.empty());
            return new JournalContent(past, open.stream().map(Supplier::get).toList(), List.of());
        }
    }
}
