package dev.lungfish.core.procedure.request;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A time at which somebody wants the host to be awake. Each sleep is arranged round it; it puts
/// off no promise.
///
/// @param id names it; unique on its host
/// @param requester who asked for it, in words
/// @param reason what for, in words: `backup`
/// @param at when, by the host's wall clock
/// @param stay how long the host stays awake then, counted from that time, or from the wake where
///   that comes later; more than nothing
public record Wakeup(String id, String requester, String reason, Instant at, Duration stay) {
    public Wakeup {
        if (!stay.isPositive()) {
            throw new IllegalArgumentException(
                    "a stay of more than nothing expected for wakeup " + id + ", found " + stay);
        }
    }

    /// When nobody needs the host for it any more, where the host is awake in time.
    public Instant end() {
        return at.plus(stay);
    }

    /// For whom: `backup (asked for by root)`.
    public String whose() {
        return reason + " (asked for by " + requester + ")";
    }

    /// What it means for a sleep.
    public PlanStep inPlan() {
        return new PlanStep.AwakeForWakeup(
                at.truncatedTo(ChronoUnit.SECONDS), stay, reason, requester);
    }
}
