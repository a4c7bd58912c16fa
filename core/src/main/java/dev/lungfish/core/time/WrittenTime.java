package dev.lungfish.core.time;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as written by people, in the forms that users of `rtcwake --date` and of `date -d` know:
/// `06:30`, `6:30pm`, `tomorrow 06:30`, `Mon 06:30`, `2026-11-30 06:30`, `30 Nov 06:30`, `+8h`, `8
/// hours`, `@1793000000`, and ISO 8601. A time of day alone is the next such time, and a date alone
/// is its midnight, as rtcwake has it.
///
/// **Source:** util-linux 2.41, rtcwake(8), `--date`; GNU coreutils 9.7, "Date input formats".
public final class WrittenTime {
    private static final String FORM =
            "a time expected, like 06:30 (the next one), \"tomorrow 06:30\", \"Mon 06:30\", +8h"
                    + " (from now) or 2026-01-01T06:30";

    private static final DateTimeFormatter SECONDS = strict("uuuuMMddHHmmss");
    private static final DateTimeFormatter MINUTES = strict("uuuuMMddHHmm");
    private static final DateTimeFormatter DAY = strict("uuuuMMdd");
    private static final DateTimeFormatter SLASHES = strict("uuuu/MM/dd");
    private static final DateTimeFormatter DAY_AND_MONTH = strict("d MMM");

    private static final Pattern EPOCH = Pattern.compile("@(\\d{1,12})");
    private static final Pattern CLOCK =
            Pattern.compile("(\\d{1,2})(?::(\\d{2})(?::(\\d{2}))?)?\\s*(am|pm)?");
    private static final Pattern LATER =
            Pattern.compile("(?:now\\s*)?\\+\\s*(.*)|(\\d+\\s*(?:day|hour|min|sec)[a-z]*.*)");

    private final ZonedDateTime now;
    private final String text;
    private @Nullable LocalDate date;
    private @Nullable LocalTime time;
    private @Nullable DayOfWeek weekday;
    private @Nullable MonthDay monthDay;
    private @Nullable ZoneId zone;
    private boolean next;

    /// Whether a time of day or a weekday alone is the last such time, not the next.
    private final boolean past;

    private WrittenTime(String text, ZonedDateTime now, boolean past) {
        this.text = text;
        this.now = now;
        this.past = past;
    }

    private static DateTimeFormatter strict(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /// Understands a text.
    ///
    /// @param now with the time zone of a text without one
    /// @return may have passed, where the text names a day
    /// @throws IllegalArgumentException where it is no time; the message says what was found and
    ///   what is expected
    public static Instant parse(String text, ZonedDateTime now) {
        return parse(text, now, false);
    }

    /// The same for a time that has been: a time of day or a weekday alone is the last such time.
    public static Instant parsePast(String text, ZonedDateTime now) {
        return parse(text, now, true);
    }

    private static Instant parse(String text, ZonedDateTime now, boolean past) {
        String written = text.strip();
        Matcher epoch = EPOCH.matcher(written);
        if (epoch.matches()) {
            return Instant.ofEpochSecond(Long.parseLong(epoch.group(1)));
        }
        Matcher later = LATER.matcher(written.toLowerCase(Locale.ROOT));
        if (later.matches()) {
            return later(text, later.group(later.group(1) == null ? 2 : 1), now);
        }
        List<Function<String, Instant>> whole =
                List.of(
                        iso -> LocalDateTime.parse(iso).atZone(now.getZone()).toInstant(),
                        iso -> OffsetDateTime.parse(iso).toInstant(),
                        all -> LocalDateTime.parse(all, SECONDS).atZone(now.getZone()).toInstant(),
                        all -> LocalDateTime.parse(all, MINUTES).atZone(now.getZone()).toInstant());
        return whole.stream()
                .map(form -> understood(form, written))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new WrittenTime(text, now, past).ofWords(written));
    }

    private static Instant later(String text, String duration, ZonedDateTime now) {
        try {
            return now.toInstant().plus(WrittenDuration.parse(duration));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is later than can be counted", e);
        }
    }

    private static <T> Optional<T> understood(Function<String, T> form, String text) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private Instant ofWords(String written) {
        List<String> words = Arrays.asList(written.replace(',', ' ').split("\\s+", -1));
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            String following = at + 1 < words.size() ? words.get(at + 1) : "";
            if (takesTwo(word, following)) {
                at++;
            } else if (!takes(word)) {
                throw noTime();
            }
        }
        if (date == null && time == null && weekday == null && monthDay == null) {
            throw noTime();
        }
        return resolved().toInstant();
    }

    private IllegalArgumentException noTime() {
        return new IllegalArgumentException("'" + text + "' is no time: " + FORM);
    }

    /// Two words that are one thing: `30 Nov`, `Nov 30`, `6:30 pm`.
    private boolean takesTwo(String word, String following) {
        Optional<MonthDay> found =
                understood(both -> MonthDay.parse(both, DAY_AND_MONTH), word + " " + following)
                        .or(() ->
                                understood(
                                        both -> MonthDay.parse(both, DAY_AND_MONTH),
                                        following + " " + word));
        if (found.isPresent()) {
            monthDay = once(monthDay, found.get());
            return true;
        }
        if (following.matches("(?i)[ap]m")) {
            time = once(time, clock(word + following).orElseThrow(this::noTime));
            return true;
        }
        return false;
    }

    private boolean takes(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        switch (lower) {
            case "today" -> date = once(date, now.toLocalDate());
            case "tomorrow" -> date = once(date, now.toLocalDate().plusDays(1));
            case "yesterday" -> date = once(date, now.toLocalDate().minusDays(1));
            case "next" -> next = true;
            case "at" -> {}
            default -> {
                return takesValue(word, lower);
            }
        }
        return true;
    }

    private boolean takesValue(String word, String lower) {
        Optional<DayOfWeek> day = Weekdays.named(lower);
        Optional<LocalTime> ofDay = clock(lower);
        Optional<LocalDate> named =
                understood(LocalDate::parse, word)
                        .or(() -> understood(all -> LocalDate.parse(all, DAY), word))
                        .or(() -> understood(all -> LocalDate.parse(all, SLASHES), word));
        Optional<ZoneId> place =
                word.matches("[A-Za-z+-].*") ? understood(ZoneId::of, word) : Optional.empty();
        if (day.isPresent()) {
            weekday = once(weekday, day.get());
        } else if (ofDay.isPresent()) {
            time = once(time, ofDay.get());
        } else if (named.isPresent()) {
            date = once(date, named.get());
        } else if (word.matches("\\d{4}") && monthDay != null && date == null) {
            date = monthDay.atYear(Year.parse(word).getValue());
            monthDay = null;
        } else if (place.isPresent()) {
            zone = once(zone, place.get());
        } else {
            return false;
        }
        return true;
    }

    /// Refuses what is said twice.
    private <T> T once(@Nullable T known, T found) {
        if (known != null) {
            throw noTime();
        }
        return found;
    }

    /// `06:30`, `6:30:15`, `6pm`; a number alone is no time of day.
    private static Optional<LocalTime> clock(String word) {
        Matcher parts = CLOCK.matcher(word.toLowerCase(Locale.ROOT));
        if (!parts.matches() || (parts.group(2) == null && parts.group(4) == null)) {
            return understood(LocalTime::parse, word);
        }
        int hour = Integer.parseInt(parts.group(1));
        if (parts.group(4) != null) {
            if (hour < 1 || hour > 12) {
                return Optional.empty();
            }
            hour = hour % 12 + (parts.group(4).equals("pm") ? 12 : 0);
        }
        int exact = hour;
        return understood(_ -> LocalTime.of(exact, number(parts, 2), number(parts, 3)), word);
    }

    private static int number(Matcher parts, int group) {
        return Optional.ofNullable(parts.group(group)).map(Integer::parseInt).orElse(0);
    }

    private ZonedDateTime resolved() {
        ZonedDateTime here = zone == null ? now : now.withZoneSameInstant(zone);
        LocalTime of = time == null ? LocalTime.MIDNIGHT : time;
        if (monthDay != null) {
            if (date != null || weekday != null) {
                throw noTime();
            }
            ZonedDateTime thisYear = at(monthDay.atYear(here.getYear()), of, here.getZone());
            int years = thisYear.isAfter(here) == past ? past ? -1 : 1 : 0;
            return at(monthDay.atYear(here.getYear() + years), of, here.getZone());
        }
        if (date != null) {
            if (weekday != null && date.getDayOfWeek() != weekday) {
                throw new IllegalArgumentException(
                        "'%s': %s is a %s"
                                .formatted(
                                        text,
                                        date,
                                        date.getDayOfWeek().name().toLowerCase(Locale.ROOT)));
            }
            return at(date, of, here.getZone());
        }
        ZonedDateTime today = at(here.toLocalDate(), of, here.getZone());
        if (weekday != null) {
            ZonedDateTime day =
                    today.with(
                            next
                                    ? TemporalAdjusters.next(weekday)
                                    : TemporalAdjusters.nextOrSame(weekday));
            int days = day.isAfter(here) == past ? past ? -7 : 7 : 0;
            return at(day.toLocalDate().plusDays(days), of, here.getZone());
        }
        int days = today.isAfter(here) == past ? past ? -1 : 1 : 0;
        return at(here.toLocalDate().plusDays(days), of, here.getZone());
    }

    /// A time that is skipped by a change to summer time is as much later.
    private static ZonedDateTime at(LocalDate date, LocalTime time, ZoneId zone) {
        return date.atTime(time).atZone(zone);
    }
}
