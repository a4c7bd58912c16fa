package dev.lungfish.core.time;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Days of the week as systemd's calendar events have them: `Mon..Fri`, `Sat,Sun`, `Fri..Mon`.
/// Names are English, short or whole, in any case.
///
/// **Source:** systemd.time(7), "Calendar Events", of systemd 257.
public final class Weekdays {
    private static final int SHORT = 3;
    private static final String FORM = "days like Mon..Fri or Sat,Sun expected, found '%s'";

    private Weekdays() {}

    /// The day with a name; empty where none has it.
    public static Optional<DayOfWeek> named(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> whole(day).equals(lower) || shortName(day).equals(lower))
                .findFirst();
    }

    /// Understands a list.
    ///
    /// @return at least one
    /// @throws IllegalArgumentException where it is none
    public static Set<DayOfWeek> parse(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.strip().split(",", -1)) {
            String[] ends = part.strip().split("\\.\\.|-", -1);
            if (ends.length > 2) {
                throw new IllegalArgumentException(FORM.formatted(text));
            }
            DayOfWeek first = day(ends[0], text);
            DayOfWeek last = day(ends[ends.length - 1], text);
            for (DayOfWeek day = first; ; day = day.plus(1)) {
                days.add(day);
                if (day == last) {
                    break;
                }
            }
        }
        return Collections.unmodifiableSet(days);
    }

    /// As they are written: `Mon..Fri`; none is every day.
    public static String written(Set<DayOfWeek> days) {
        StringBuilder text = new StringBuilder();
        for (DayOfWeek day : DayOfWeek.values()) {
            boolean begins =
                    days.contains(day) && (day == DayOfWeek.MONDAY || !days.contains(day.minus(1)));
            if (!begins) {
                continue;
            }
            DayOfWeek last = day;
            while (last != DayOfWeek.SUNDAY && days.contains(last.plus(1))) {
                last = last.plus(1);
            }
            text.append(text.isEmpty() ? "" : ",").append(title(day));
            if (last != day) {
                text.append(last == day.plus(1) ? "," : "..").append(title(last));
            }
        }
        return text.toString();
    }

    private static DayOfWeek day(String word, String text) {
        return named(word.strip())
                .orElseThrow(() -> new IllegalArgumentException(FORM.formatted(text)));
    }

    private static String whole(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static String shortName(DayOfWeek day) {
        return whole(day).substring(0, SHORT);
    }

    private static String title(DayOfWeek day) {
        return day.name().charAt(0) + whole(day).substring(1, SHORT);
    }
}
