package dev.lungfish.core.time;

import dev.lungfish.core.time.CalendarField.Part;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times that come again, as systemd's calendar events have them: `Mon..Fri 06:30`, `daily`,
/// `*-*-1,15 06:30:00 Europe/Berlin`. A time that a change to summer time skips does not come that
/// day, and one that comes twice in the night of the change back comes once.
///
/// **Source:** systemd.time(7), "Calendar Events", and `systemd-analyze calendar`, of systemd 252.
/// Fractions of seconds and `@` with seconds since 1970 are not taken.
///
/// @param days of the week; empty for all
/// @param fromEnd whether the days of the month count from its end: `*-02~03`
/// @param zone in which the times are meant; empty for that of the host
public record CalendarEvent(
        Set<DayOfWeek> days,
        List<Part> years,
        List<Part> months,
        List<Part> monthDays,
        boolean fromEnd,
        List<Part> hours,
        List<Part> minutes,
        List<Part> seconds,
        Optional<ZoneId> zone) {
    private static final int LAST_YEAR = 2199;
    private static final int FIRST_OF_TWO_DIGITS = 70;
    private static final int CENTURY = 100;

    private static final Map<String, String> SHORTHANDS =
            Map.ofEntries(
                    Map.entry("minutely", "*-*-* *:*:00"),
                    Map.entry("hourly", "*-*-* *:00:00"),
                    Map.entry("daily", "*-*-* 00:00:00"),
                    Map.entry("weekly", "Mon *-*-* 00:00:00"),
                    Map.entry("monthly", "*-*-01 00:00:00"),
                    Map.entry("quarterly", "*-01,04,07,10-01 00:00:00"),
                    Map.entry("semiannually", "*-01,07-01 00:00:00"),
                    Map.entry("semi-annually", "*-01,07-01 00:00:00"),
                    Map.entry("biannually", "*-01,07-01 00:00:00"),
                    Map.entry("bi-annually", "*-01,07-01 00:00:00"),
                    Map.entry("yearly", "*-01-01 00:00:00"),
                    Map.entry("annually", "*-01-01 00:00:00"),
                    Map.entry("anually", "*-01-01 00:00:00"));

    private static final Pattern DATE = Pattern.compile("(?:([^-~]+)-)?([^-~]+)([-~])([^-~]+)");
    private static final Pattern TIME = Pattern.compile("([^:]+):([^:]+)(?::([^:]+))?");
    private static final CalendarField YEAR = new CalendarField("year", 1970, LAST_YEAR);
    private static final CalendarField MONTH = new CalendarField("month", 1, 12);
    private static final CalendarField DAY = new CalendarField("day of the month", 1, 31);
    private static final CalendarField HOUR = new CalendarField("hour", 0, 23);
    private static final CalendarField MINUTE = new CalendarField("minute", 0, 59);
    private static final CalendarField SECOND = new CalendarField("second", 0, 59);

    public CalendarEvent {
        days = Set.copyOf(days);
        years = List.copyOf(years);
        months = List.copyOf(months);
        monthDays = List.copyOf(monthDays);
        hours = List.copyOf(hours);
        minutes = List.copyOf(minutes);
        seconds = List.copyOf(seconds);
    }

    /// Understands a text.
    ///
    /// @throws IllegalArgumentException where it is none; the message says what in it is wrong
    public static CalendarEvent parse(String text) {
        List<String> words = new ArrayList<>(Arrays.asList(text.strip().split("\\s+", -1)));
        Optional<ZoneId> zone = words.size() > 1 ? zone(words.getLast()) : Optional.empty();
        if (zone.isPresent()) {
            words.removeLast();
        }
        if (words.size() == 1) {
            @Nullable String usual = SHORTHANDS.get(words.getFirst().toLowerCase(Locale.ROOT));
            if (usual != null) {
                words = new ArrayList<>(Arrays.asList(usual.split(" ", -1)));
            }
        }
        try {
            return parse(words, zone);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' is no calendar event: %s".formatted(text, e.getMessage()), e);
        }
    }

    private static CalendarEvent parse(List<String> words, Optional<ZoneId> zone) {
        List<String> left = new ArrayList<>(words);
        Set<DayOfWeek> days = Set.of();
        if (!left.getFirst().isEmpty() && Character.isLetter(left.getFirst().charAt(0))) {
            days = days(left.removeFirst());
        }
        List<Part> years = List.of();
        List<Part> months = List.of();
        List<Part> monthDays = List.of();
        boolean fromEnd = false;
        Matcher date = DATE.matcher(left.isEmpty() ? "" : left.getFirst());
        if (date.matches() && !left.getFirst().contains(":")) {
            left.removeFirst();
            years = years(date.group(1));
            months = MONTH.parse(date.group(2));
            fromEnd = date.group(3).equals("~");
            monthDays = fromEnd ? DAY.parseFromEnd(date.group(4)) : DAY.parse(date.group(4));
        } else if (left.isEmpty() && days.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        Matcher time = TIME.matcher(left.isEmpty() ? "00:00:00" : left.getFirst());
        if (!time.matches()) {
            throw new IllegalArgumentException(
                    ("'%s' is no day of the week, date or time; \"Mon..Fri 06:30\","
                                    + " \"*-*-01 06:30\" or a word like daily expected")
                            .formatted(left.getFirst()));
        }
        if (left.size() > 1) {
            throw new IllegalArgumentException(
                    "'%s' is no time zone that this host knows".formatted(left.get(1)));
        }
        return new CalendarEvent(
                days,
                years,
                months,
                monthDays,
                fromEnd,
                HOUR.parse(time.group(1)),
                MINUTE.parse(time.group(2)),
                SECOND.parse(time.group(3) == null ? "0" : time.group(3)),
                zone);
    }

    private static Optional<ZoneId> zone(String word) {
        if (word.equalsIgnoreCase("UTC")) {
            return Optional.of(ZoneOffset.UTC);
        }
        try {
            return ZoneId.getAvailableZoneIds().contains(word)
                    ? Optional.of(ZoneId.of(word))
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Set<DayOfWeek> days(String word) {
        String list = word.endsWith(",") ? word.substring(0, word.length() - 1) : word;
        for (String part : list.split(",", -1)) {
            String[] ends = part.split("\\.\\.|-", -1);
            Optional<DayOfWeek> first = Weekdays.named(ends[0]);
            Optional<DayOfWeek> last = Weekdays.named(ends[ends.length - 1]);
            if (first.isPresent() && last.isPresent() && first.get().compareTo(last.get()) > 0) {
                throw new IllegalArgumentException(
                        "the days '%s' go backwards; a week begins with Monday".formatted(part));
            }
        }
        Set<DayOfWeek> days = Weekdays.parse(list);
        return days.containsAll(EnumSet.allOf(DayOfWeek.class)) ? Set.of() : days;
    }

    private static List<Part> years(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        String whole =
                Pattern.compile("(?<![\\d/])\\d{2}(?!\\d)")
                        .matcher(text)
                        .replaceAll(found -> Integer.toString(year(found.group())));
        return YEAR.parse(whole);
    }

    private static int year(String twoDigits) {
        int year = Integer.parseInt(twoDigits);
        return year + (year >= FIRST_OF_TWO_DIGITS ? 19 : 20) * CENTURY;
    }

    /// As systemd writes it: `Mon..Fri *-*-* 06:30:00`.
    public String written() {
        String event =
                "%s-%s%s%s %s:%s:%s"
                        .formatted(
                                CalendarField.written(years),
                                CalendarField.written(months),
                                fromEnd ? "~" : "-",
                                CalendarField.written(monthDays),
                                CalendarField.written(hours),
                                CalendarField.written(minutes),
                                CalendarField.written(seconds));
        String withDays = days.isEmpty() ? event : Weekdays.written(days) + " " + event;
        return zone.map(at -> withDays + " " + (at.equals(ZoneOffset.UTC) ? "UTC" : at.getId()))
                .orElse(withDays);
    }

    /// The first such time after another one.
    ///
    /// @param host the zone of an event without one
    /// @return empty where none comes any more
    public Optional<Instant> next(Instant after, ZoneId host) {
        ZoneId place = zone.orElse(host);
        LocalDateTime from =
                LocalDateTime.ofInstant(after.truncatedTo(ChronoUnit.SECONDS), place)
                        .plusSeconds(1);
        Optional<LocalDate> day = day(from.toLocalDate());
        while (day.isPresent()) {
            LocalTime start =
                    day.get().equals(from.toLocalDate()) ? from.toLocalTime() : LocalTime.MIN;
            Optional<Instant> found = within(day.get(), start, after, place);
            if (found.isPresent()) {
                return found;
            }
            day = day(day.get().plusDays(1));
        }
        return Optional.empty();
    }

    /// The first such time of a day that is no gap of the clock and comes after a time.
    private Optional<Instant> within(LocalDate day, LocalTime start, Instant after, ZoneId place) {
        Optional<LocalTime> time = time(start);
        while (time.isPresent()) {
            LocalDateTime local = day.atTime(time.get());
            Optional<Instant> found =
                    place.getRules().getValidOffsets(local).stream()
                            .map(local::toInstant)
                            .filter(instant -> instant.isAfter(after))
                            .findFirst();
            if (found.isPresent()) {
                return found;
            }
            LocalTime following = time.get().plusSeconds(1);
            time = following.equals(LocalTime.MIN) ? Optional.empty() : time(following);
        }
        return Optional.empty();
    }

    /// The first day from one on.
    private Optional<LocalDate> day(LocalDate from) {
        LocalDate at = from;
        while (true) {
            OptionalInt year = YEAR.next(years, at.getYear());
            if (year.isEmpty()) {
                return Optional.empty();
            }
            at = year.getAsInt() > at.getYear() ? LocalDate.of(year.getAsInt(), 1, 1) : at;
            OptionalInt month = MONTH.next(months, at.getMonthValue());
            if (month.isEmpty()) {
                at = LocalDate.of(at.getYear() + 1, 1, 1);
                continue;
            }
            if (month.getAsInt() > at.getMonthValue()) {
                at = LocalDate.of(at.getYear(), month.getAsInt(), 1);
            }
            int length = at.lengthOfMonth();
            OptionalInt day =
                    CalendarField.next(
                            fromEnd ? CalendarField.fromStart(monthDays, length) : monthDays,
                            at.getDayOfMonth(),
                            length);
            if (day.isEmpty()) {
                at = at.withDayOfMonth(1).plusMonths(1);
                continue;
            }
            at = at.withDayOfMonth(day.getAsInt());
            if (days.isEmpty() || days.contains(at.getDayOfWeek())) {
                return Optional.of(at);
            }
            at = at.plusDays(1);
        }
    }

    /// The first time of the day from one on.
    private Optional<LocalTime> time(LocalTime from) {
        OptionalInt hour = HOUR.next(hours, from.getHour());
        if (hour.isEmpty()) {
            return Optional.empty();
        }
        LocalTime at = hour.getAsInt() > from.getHour() ? LocalTime.of(hour.getAsInt(), 0) : from;
        OptionalInt minute = MINUTE.next(minutes, at.getMinute());
        OptionalInt second =
                minute.isPresent() && minute.getAsInt() > at.getMinute()
                        ? SECOND.next(seconds, 0)
                        : SECOND.next(seconds, at.getSecond());
        if (minute.isPresent() && second.isPresent()) {
            return Optional.of(LocalTime.of(at.getHour(), minute.getAsInt(), second.getAsInt()));
        }
        LocalTime following =
                minute.isPresent()
                        ? LocalTime.of(at.getHour(), at.getMinute()).plusMinutes(1)
                        : LocalTime.of(at.getHour(), 0).plusHours(1);
        return following.equals(LocalTime.MIN) ? Optional.empty() : time(following);
    }
}
