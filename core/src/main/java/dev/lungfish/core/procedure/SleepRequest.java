package dev.lungfish.core.procedure;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What somebody asked for.
///
/// @param id names the request in the journal and in messages; unique on its host
/// @param requester who asked, in words: `root by lungfish suspend`
/// @param target what the host is asked to do
/// @param length for how long, counted from the end of the delay
/// @param delay between the acceptance and the first change to the host
/// @param guests what happens to active guests
/// @param onEarlyWake what happens when something wakes the host too early
/// @param ignoredBlockers names of blockers that don't count for this request
/// @param executor who is to carry it out; empty for the best one that is there
/// @param dryRun whether only the checks are wanted; nothing is written then
/// @param proves whether the way back is to be proved by it: a proof that failed, or is missing, is
///   no reason to refuse it, and what it shows is kept whatever it is
public record SleepRequest(
        String id,
        String requester,
        SleepTarget target,
        Duration length,
        Duration delay,
        GuestPolicy guests,
        EarlyWakePolicy onEarlyWake,
        Set<String> ignoredBlockers,
        Optional<Executor> executor,
        boolean dryRun,
        boolean proves) {
    public SleepRequest {
        ignoredBlockers = Set.copyOf(ignoredBlockers);
    }
}
