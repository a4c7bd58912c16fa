package dev.lungfish.api;

import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// A request that has come to its end.
///
/// @param accepted with what was chosen to carry it out; empty where it was not accepted
/// @param segments the sleeps that were proved, in order
/// @param leftBehind what could not be undone
public record Finished(
        SleepRequest request,
        Optional<JournalEntry.Accepted> accepted,
        Outcome outcome,
        List<Segment> segments,
        List<Reason> leftBehind) {
    public Finished {
        segments = List.copyOf(segments);
        leftBehind = List.copyOf(leftBehind);
    }

    /// A request of the journal; empty where it has no end yet.
    public static Optional<Finished> of(PastSleep.Requested sleep) {
        return sleep.ended()
                .map(end ->
                        new Finished(
                                sleep.accepted().request(),
                                Optional.of(sleep.accepted()),
                                end.outcome(),
                                sleep.segments(),
                                end.leftBehind()));
    }

    /// A request that was refused before anything was looked at.
    public static Finished refused(SleepRequest request, Reason reason) {
        return new Finished(
                request,
                Optional.empty(),
                new Outcome.Refused(List.of(reason)),
                List.of(),
                List.of());
    }
}
