package dev.lungfish.agent.effects;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.linux.systemd.WakeTimer;
import dev.lungfish.linux.systemd.WakeTimers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The timers of systemd that wake the host, as wakeups, so that a sleep ends for them as planned
/// and not early. systemd forgets a time as soon as it has come; here it is remembered, as it is
/// then that the host is to stay awake. Confined to one procedure.
///
/// Timers that can't be asked for hinder no sleep: the kernel wakes the host for them all the same.
final class TimerWakeups {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final WakeTimers timers;
    private final Duration stay;
    private final Map<String, Wakeup> known = new LinkedHashMap<>();

    /// @param stay how long the host stays awake for one; a second at least
    TimerWakeups(WakeTimers timers, Duration stay) {
        this.timers = timers;
        this.stay = stay.compareTo(SHORTEST) < 0 ? SHORTEST : stay;
    }

    /// The wakeups that were found, with the timers.
    Answer.WakeupsFound with(Answer.WakeupsFound found, Moment now) {
        // What has not come may have been changed since.
        known.values().removeIf(wakeup -> wakeup.at().isAfter(now.wall()));
        for (WakeTimer timer : timers.read(now).toOptional().orElse(List.of())) {
            Wakeup wakeup = wakeup(timer);
            known.putIfAbsent(wakeup.id(), wakeup);
        }
        return new Answer.WakeupsFound(
                Stream.concat(found.wakeups().stream(), known.values().stream()).toList(),
                found.unreadable());
    }

    private Wakeup wakeup(WakeTimer timer) {
        return new Wakeup(
                timer.unit() + " at " + timer.at().getEpochSecond(),
                "systemd",
                timer.unit(),
                timer.at(),
                stay);
    }
}
