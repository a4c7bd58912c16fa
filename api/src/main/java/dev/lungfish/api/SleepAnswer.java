package dev.lungfish.api;

import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// What came of an order to sleep at first.
///
/// @param request its name, by which it is cancelled and found again
/// @param plan what will happen; empty where it was not accepted
/// @param ended what it ended with; empty where it was accepted and is carried out
public record SleepAnswer(String request, List<Reason> plan, Optional<Finished> ended) {
    public SleepAnswer {
        plan = List.copyOf(plan);
    }
}
