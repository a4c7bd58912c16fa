package dev.lungfish.core.procedure.alarm;

import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Wakeup;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a request knows of the wakeups that others asked for. A wakeup whose time has come is
/// counted from then on by the clock that nobody sets, and comes once: a wall clock that is set
/// back does not bring it again.
///
/// @param stays until when the host stays awake for each wakeup whose time has come, by its name
/// @param next when the host must be awake for the next one, if it is to sleep now
public record DueWakeups(Map<String, Duration> stays, Optional<Duration> next) {
    public DueWakeups {
        stays = Map.copyOf(stays);
    }

    public static DueWakeups none() {
        return new DueWakeups(Map.of(), Optional.empty());
    }

    /// The same, after one more look at what is asked for.
    ///
    /// @param woke when the host was last woken in this request: whoever was slept past gets the
    ///   whole stay from then on, or from now where the clock was set back since
    public DueWakeups seen(List<Wakeup> wakeups, Moment now, Optional<Instant> woke) {
        Map<String, Duration> all = new HashMap<>(stays);
        for (Wakeup wakeup : wakeups) {
            if (!wakeup.at().isAfter(now.wall())) {
                Instant from =
                        woke.filter(wakeup.at()::isBefore)
                                .map(time -> time.isAfter(now.wall()) ? now.wall() : time)
                                .orElse(wakeup.at());
                all.putIfAbsent(
                        wakeup.id(),
                        now.sinceBoot()
                                .plus(wakeup.stay())
                                .minus(Duration.between(from, now.wall())));
            }
        }
        return new DueWakeups(all, next);
    }

    /// The same, with a sleep that is to end by then.
    public DueWakeups sleepingUntil(Optional<Duration> sinceBoot) {
        return new DueWakeups(stays, sinceBoot);
    }

    /// Those whose time has come and whose stay is not over. Whoever took his wakeup back needs the
    /// host no more.
    public List<Wakeup> standing(List<Wakeup> wakeups, Moment now) {
        return wakeups.stream()
                .filter(wakeup -> until(wakeup).compareTo(now.sinceBoot()) > 0)
                .toList();
    }

    /// Until when the host stays awake for one whose time has come.
    public Duration until(Wakeup wakeup) {
        return stays.getOrDefault(wakeup.id(), Duration.ZERO);
    }

    /// The first of those whose time has not come.
    ///
    /// @param left until the promised time: what comes later is nothing to this request
    public Optional<Wakeup> first(List<Wakeup> wakeups, Moment now, Duration left) {
        return wakeups.stream()
                .filter(wakeup -> !stays.containsKey(wakeup.id()))
                .filter(wakeup -> wakeup.at().isAfter(now.wall()))
                .filter(wakeup -> Duration.between(now.wall(), wakeup.at()).compareTo(left) < 0)
                .min(Comparator.comparing(Wakeup::at));
    }
}
