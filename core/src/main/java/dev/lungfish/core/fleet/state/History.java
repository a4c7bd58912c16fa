package dev.lungfish.core.fleet.state;

import dev.lungfish.core.fleet.lease.CheckIn.Boot;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a controller remembers of a host, whatever state it is in.
///
/// @param boot the newest that it has told
/// @param called when it called last; empty where it never did
/// @param closed the lease that came to its end last
/// @param renewals how often in a row it was woken by its own alarm, and nobody needed it: the next
///   lease is doubled as often
/// @param flaps how many sleeps in a row were not worth it
/// @param lates how often its alarm has failed since it was last well
/// @param unentered when it failed to sleep, within the last day
/// @param wakes when it came back from sleeps, within the last day; the newest ones
/// @param pause until when no sleep is ordered, and why; empty where nothing speaks against one
/// @param sickness since when it is sick, and why; empty where it is not
public record History(
        Optional<Boot> boot,
        Optional<Instant> called,
        Optional<String> closed,
        int renewals,
        int flaps,
        int lates,
        List<Instant> unentered,
        List<Instant> wakes,
        Optional<Spell> pause,
        Optional<Spell> sickness) {
    /// Of a host of which nothing is known.
    public static final History NONE =
            new History(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    0,
                    0,
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());

    /// More wakes in a day tell nothing more.
    private static final int MOST = 96;

    private static final Duration DAY = Duration.ofDays(1);

    public History {
        unentered = List.copyOf(unentered);
        wakes = List.copyOf(wakes);
    }

    /// A time from or until which something holds, and why.
    public record Spell(Instant at, Reason why) {
        Spell moved(Duration by) {
            return new Spell(at.plus(by), why);
        }
    }

    /// How often it came back from a sleep in the day before a moment.
    public int wakesBefore(Instant now) {
        return (int) wakes.stream().filter(time -> isOfDay(time, now)).count();
    }

    /// Whether it differs at most in when the host called last.
    boolean isAsBefore(History before) {
        return new History(
                        boot,
                        before.called,
                        closed,
                        renewals,
                        flaps,
                        lates,
                        unentered,
                        wakes,
                        pause,
                        sickness)
                .equals(before);
    }

    History heard(Boot now, Instant at, Optional<String> ended) {
        return new History(
                Optional.of(now),
                Optional.of(at),
                ended.or(() -> closed),
                renewals,
                flaps,
                lates,
                unentered,
                wakes,
                pause,
                sickness);
    }

    /// After a sleep.
    ///
    /// @param byItself whether its own alarm woke it, and nobody needed it
    /// @param worthwhile whether the sleep was long enough
    History woke(Instant at, boolean byItself, boolean worthwhile) {
        return new History(
                boot,
                called,
                closed,
                byItself ? renewals + 1 : 0,
                byItself ? flaps : worthwhile ? 0 : flaps + 1,
                lates,
                unentered,
                newest(wakes, at),
                pause,
                sickness);
    }

    History failedToEnter(Instant at) {
        return new History(
                boot,
                called,
                closed,
                renewals,
                flaps,
                lates,
                newest(unentered, at),
                wakes,
                pause,
                sickness);
    }

    History wasLate() {
        return new History(
                boot, called, closed, renewals, flaps, lates + 1, unentered, wakes, pause,
                sickness);
    }

    /// The later one of two pauses holds.
    History pausedUntil(Instant until, Reason why) {
        Spell later =
                pause.filter(spell -> spell.at().isAfter(until)).orElse(new Spell(until, why));
        return new History(
                boot,
                called,
                closed,
                renewals,
                flaps,
                lates,
                unentered,
                wakes,
                Optional.of(later),
                sickness);
    }

    /// The first sickness is remembered.
    History fellSick(Instant at, Reason why) {
        return new History(
                boot,
                called,
                closed,
                0,
                flaps,
                lates,
                unentered,
                wakes,
                pause,
                Optional.of(sickness.orElse(new Spell(at, why))));
    }

    /// A pause goes on: it is not for a sickness.
    History well() {
        return new History(
                boot, called, closed, renewals, 0, 0, List.of(), wakes, pause, Optional.empty());
    }

    /// What the host itself has told, it may tell anew: an old one is no measure of what is late.
    History forgetting() {
        return new History(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                flaps,
                lates,
                unentered,
                wakes,
                pause,
                sickness);
    }

    History moved(Duration by) {
        return new History(
                boot,
                called.map(time -> time.plus(by)),
                closed,
                renewals,
                flaps,
                lates,
                unentered.stream().map(time -> time.plus(by)).toList(),
                wakes.stream().map(time -> time.plus(by)).toList(),
                pause.map(spell -> spell.moved(by)),
                sickness.map(spell -> spell.moved(by)));
    }

    private static List<Instant> newest(List<Instant> times, Instant at) {
        List<Instant> ofDay =
                Stream.concat(times.stream().filter(time -> isOfDay(time, at)), Stream.of(at))
                        .toList();
        return ofDay.subList(Math.max(0, ofDay.size() - MOST), ofDay.size());
    }

    private static boolean isOfDay(Instant time, Instant now) {
        return time.isAfter(now.minus(DAY));
    }
}
