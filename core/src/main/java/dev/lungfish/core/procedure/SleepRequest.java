package dev.lungfish.core.procedure;

import dev.lungfish.core.time.SpokenDuration;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What somebody asked for.
///
/// @param id names the request in the journal and in messages; unique on its host
/// @param requester who asked, in words: `root by lungfish suspend`
/// @param target what the host is asked to do
/// @param length for how long, counted from the end of the delay; empty where the sleep is to have
///   no bound: no alarm ends it
/// @param wake the ways back that it relies on; each is verified before the sleep
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
        Optional<Duration> length,
        Set<WayBack> wake,
        Duration delay,
        GuestPolicy guests,
        EarlyWakePolicy onEarlyWake,
        Set<String> ignoredBlockers,
        Optional<Executor> executor,
        boolean dryRun,
        boolean proves) {
    public SleepRequest {
        wake = Set.copyOf(wake);
        ignoredBlockers = Set.copyOf(ignoredBlockers);
    }

    /// A request for a sleep that an alarm ends, and that relies on nothing else.
    public SleepRequest(
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
        this(
                id,
                requester,
                target,
                Optional.of(length),
                Set.of(WayBack.RTC),
                delay,
                guests,
                onEarlyWake,
                ignoredBlockers,
                executor,
                dryRun,
                proves);
    }

    /// Whether it relies on this way back.
    public boolean reliesOn(WayBack way) {
        return wake.contains(way);
    }

    /// The way back that it is to prove, where it is to prove one: a magic packet where it relies
    /// on one, as the alarm is there for the case that none wakes the host.
    public Optional<WayBack> proved() {
        if (!proves) {
            return Optional.empty();
        }
        return Optional.of(reliesOn(WayBack.WAKE_ON_LAN) ? WayBack.WAKE_ON_LAN : WayBack.RTC);
    }

    /// For how long, in words: `for 8 h`, `without a bound`.
    public String lengthInWords() {
        return length.map(bound -> "for " + SpokenDuration.of(bound)).orElse("without a bound");
    }
}
