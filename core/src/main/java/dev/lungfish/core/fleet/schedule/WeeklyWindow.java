package dev.lungfish.core.fleet.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A time of the day on some days of the week, by the clocks of a place.
///
/// A time that a clock skips in spring is when the clock skips it. Where a clock shows a time twice
/// in autumn, the window begins with the first and ends with the second: it is never shorter than
/// what the clock says.
///
/// @param days on which it begins
/// @param from when it begins
/// @param to when it ends: on the next day where that is not after `from`
/// @param zone of the clock
public record WeeklyWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    private static final int WEEK = 7;

    public WeeklyWindow {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a day at least expected");
        }
        days = Set.copyOf(EnumSet.copyOf(days));
    }

    /// One time that the window is open.
    ///
    /// @param to the first moment after it
    public record Span(Instant from, Instant to) {}

    /// The time that holds at a moment; empty where the window is closed.
    public Optional<Span> at(Instant now) {
        return around(now, -2, 1)
                .filter(span -> !now.isBefore(span.from()) && now.isBefore(span.to()))
                .findFirst();
    }

    /// The first time that begins after a moment.
    public Span next(Instant now) {
        return around(now, -2, 2 * WEEK)
                .filter(span -> span.from().isAfter(now))
                .findFirst()
                .orElseThrow();
    }

    private Stream<Span> around(Instant now, int first, int last) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return IntStream.rangeClosed(first, last)
                .mapToObj(today::plusDays)
                .filter(date -> days.contains(date.getDayOfWeek()))
                .map(this::on)
                .filter(span -> span.to().isAfter(span.from()));
    }

    private Span on(LocalDate date) {
        LocalDate end = to.isAfter(from) ? date : date.plusDays(1);
        return new Span(moment(date.atTime(from), false), moment(end.atTime(to), true));
    }

    private Instant moment(LocalDateTime local, boolean second) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            return local.atZone(zone).toInstant();
        }
        return change.isGap()
                ? change.getInstant()
                : local.toInstant(second ? change.getOffsetAfter() : change.getOffsetBefore());
    }
}
