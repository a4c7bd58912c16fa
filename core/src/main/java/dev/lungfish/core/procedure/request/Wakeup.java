package dev.lungfish.core.procedure.request;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.time.CalendarEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A time at which somebody wants the host to be awake. Each sleep is arranged round it; it puts
/// off no promise.
///
/// @param id names it; unique on its host
/// @param requester who asked for it, in words
/// @param reason what for, in words: `backup`
/// @param at when, by the host's wall clock
/// @param stay how long the host stays awake then, counted from that time, or from the wake where
///   that comes later; more than nothing
/// @param repeats how it comes again; empty for one that comes once
public record Wakeup(
        @Bound(bytes = Bounds.ID_BYTES) String id,
        @Bound(bytes = Bounds.REQUESTER_BYTES) String requester,
        @Bound(bytes = Bounds.PHRASE_BYTES) String reason,
        Instant at,
        Duration stay,
        Optional<Repeats> repeats) {
    /// How long one that has come is still of interest after its stay: a host may sleep past it.
    public static final Duration KEPT = Duration.ofDays(1);

    /// How many of the next times are known beforehand: more than a plan names.
    private static final int AHEAD = 17;

    /// The times at which a wakeup comes.
    ///
    /// @param calendar as [CalendarEvent#written] has it
    /// @param since when it was asked for; no time before that counts
    public record Repeats(@Bound(bytes = Bounds.PHRASE_BYTES) String calendar, Instant since) {}

    /// One that comes once.
    public Wakeup(String id, String requester, String reason, Instant at, Duration stay) {
        this(id, requester, reason, at, stay, Optional.empty());
    }

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

    /// Each time at which it comes as one that comes once: of those that have come the last one,
    /// and then the next ones. Times follow each other, so that one which the clock shows twice, in
    /// the night after summer time, comes once.
    ///
    /// @param host the time zone of the host
    /// @return the first one first; empty where the last one is long over
    public List<Wakeup> occurrences(Instant now, ZoneId host) {
        if (repeats.isEmpty()) {
            return List.of(this);
        }
        CalendarEvent event = CalendarEvent.parse(repeats.get().calendar());
        Instant lately = now.minus(KEPT).minus(stay);
        Instant since = repeats.get().since();
        List<Wakeup> found = new ArrayList<>();
        Optional<Instant> time = event.next(lately.isAfter(since) ? lately : since, host);
        while (time.isPresent() && found.size() <= AHEAD) {
            if (!time.get().isAfter(now)) {
                found.clear();
            }
            found.add(
                    new Wakeup(
                            id + "@" + time.get().getEpochSecond(),
                            requester,
                            reason,
                            time.get(),
                            stay));
            time = event.next(time.get(), host);
        }
        return found;
    }

    /// The same with the time at which it stands or comes next, or came last.
    public Wakeup upcoming(Instant now, ZoneId host) {
        List<Wakeup> times = occurrences(now, host);
        return times.stream()
                .filter(one -> one.end().isAfter(now))
                .findFirst()
                .or(() -> times.stream().findFirst())
                .map(one -> new Wakeup(id, requester, reason, one.at(), stay, repeats))
                .orElse(this);
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
