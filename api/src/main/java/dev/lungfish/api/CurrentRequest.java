package dev.lungfish.api;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where the request is that the lock's holder carries out, for other processes. It stands in the
/// state directory until the next request, and holds for as long as its process lives.
///
/// @param request that runs or ran last
/// @param process the process's id
/// @param started when that process started, since ids are used again; empty where the system does
///   not tell
/// @param phase where the request is
/// @param since when it got there, by the wall clock
/// @param countdownEnds by the clock that stands still in sleep; empty but in the countdown
/// @param plan what will happen; empty before the request is accepted
/// @param outcome once it is known
/// @param leftBehind what could not be undone
public record CurrentRequest(
        SleepRequest request,
        long process,
        Optional<Instant> started,
        Phase phase,
        Instant since,
        Optional<Duration> countdownEnds,
        List<Reason> plan,
        Optional<Outcome> outcome,
        List<Reason> leftBehind) {
    public CurrentRequest {
        plan = List.copyOf(plan);
        leftBehind = List.copyOf(leftBehind);
    }

    public CurrentRequest in(Phase next, Instant now) {
        return new CurrentRequest(
                request, process, started, next, now, Optional.empty(), plan, outcome, leftBehind);
    }

    public CurrentRequest accepted(List<? extends Reason> steps) {
        return new CurrentRequest(
                request,
                process,
                started,
                phase,
                since,
                countdownEnds,
                List.copyOf(steps),
                outcome,
                leftBehind);
    }

    public CurrentRequest countingDownTo(Duration awake) {
        return new CurrentRequest(
                request,
                process,
                started,
                phase,
                since,
                Optional.of(awake),
                plan,
                outcome,
                leftBehind);
    }

    public CurrentRequest ended(Outcome known, List<Reason> left, Instant now) {
        return new CurrentRequest(
                request,
                process,
                started,
                Phase.ENDED,
                now,
                Optional.empty(),
                plan,
                Optional.of(known),
                left);
    }
}
