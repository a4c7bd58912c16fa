package dev.lungfish.api;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// What became of what an earlier run had left open.
///
/// @param request the request that was open; empty where it was a test of an RTC alone
/// @param outcome what that request ended with; empty where none was open
/// @param leftBehind what could not be undone
public record Settled(
        Optional<SleepRequest> request, Optional<Outcome> outcome, List<Reason> leftBehind) {
    public Settled {
        leftBehind = List.copyOf(leftBehind);
    }
}
