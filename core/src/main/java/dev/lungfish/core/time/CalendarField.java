package dev.lungfish.core.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One field of a calendar event: `*`, `1,15`, `9..17/2`, `0/15`.
///
/// **Source:** as [CalendarEvent].
///
/// @param name of the field: `hour`
/// @param first the least value
/// @param last the greatest value
record CalendarField(String name, int first, int last) {
    private static final Pattern PART =
            Pattern.compile("(\\d{1,4})(?:\\.\\.(\\d{1,4}))?(?:/(\\d{1,4}))?");

    /// Values that are meant. No part means all of them.
    ///
    /// @param stop the last value; negative where the field has no end
    /// @param step between values; 0 for one value alone
    public record Part(int start, int stop, int step) {
        private String written() {
            String range = stop < 0 ? "%02d".formatted(start) : "%02d..%02d".formatted(start, stop);
            return step > (stop < 0 ? 0 : 1) ? range + "/" + step : range;
        }
    }

    List<Part> parse(String text) {
        return parse(text, false);
    }

    /// The same for days that count from the end of the month, where steps go to greater days.
    List<Part> parseFromEnd(String text) {
        return parse(text, true);
    }

    private List<Part> parse(String text, boolean fromEnd) {
        if (text.equals("*")) {
            return List.of();
        }
        TreeSet<Part> parts =
                new TreeSet<>(
                        Comparator.comparingInt(Part::start)
                                .thenComparingInt(Part::stop)
                                .thenComparingInt(Part::step));
        for (String each : text.split(",", -1)) {
            parts.add(part(each, text, fromEnd));
        }
        return new ArrayList<>(parts);
    }

    private Part part(String each, String text, boolean fromEnd) {
        Matcher found = PART.matcher(each);
        if (!found.matches()) {
            throw wrong(text);
        }
        int start = Integer.parseInt(found.group(1));
        int stop = found.group(2) == null ? -1 : Integer.parseInt(found.group(2));
        int step = found.group(3) == null ? stop < 0 ? 0 : 1 : Integer.parseInt(found.group(3));
        // From the end of a month, the 31st last day is in no month that is shorter.
        int greatest = fromEnd ? last - 3 : last;
        if (start < first || start > greatest || stop > greatest) {
            throw wrong(text);
        }
        if (stop >= 0 && stop < start) {
            throw new IllegalArgumentException("the %s '%s' goes backwards".formatted(name, each));
        }
        boolean reaches = fromEnd ? start - step >= first : start + step <= last;
        if (found.group(3) != null && (step == 0 || !reaches)) {
            throw new IllegalArgumentException(
                    "the step of the %s '%s' leads nowhere".formatted(name, each));
        }
        if (stop == start) {
            return new Part(start, -1, 0);
        }
        return stop < 0
                ? new Part(start, stop, step)
                : new Part(start, stop - (stop - start) % step, step);
    }

    private IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'%s' is no %s; *, or %d to %d, with commas, a..b and /step expected"
                        .formatted(text, name, first, last));
    }

    /// The first value from one on that is not above another; empty where there is none.
    static OptionalInt next(List<Part> parts, int from, int most) {
        if (parts.isEmpty()) {
            return from <= most ? OptionalInt.of(from) : OptionalInt.empty();
        }
        return parts.stream()
                .flatMapToInt(part -> next(part, from).stream())
                .filter(value -> value <= most)
                .min();
    }

    /// The same with the greatest value of the field.
    OptionalInt next(List<Part> parts, int from) {
        return next(parts, from, last);
    }

    private static OptionalInt next(Part part, int from) {
        if (part.start() >= from) {
            return OptionalInt.of(part.start());
        }
        if (part.step() == 0) {
            return OptionalInt.empty();
        }
        int value = part.start() + Math.ceilDiv(from - part.start(), part.step()) * part.step();
        return part.stop() >= 0 && value > part.stop()
                ? OptionalInt.empty()
                : OptionalInt.of(value);
    }

    /// Days that count from the end of a month, as its days.
    static List<Part> fromStart(List<Part> parts, int length) {
        return parts.stream()
                .filter(part -> part.start() <= length)
                .map(part -> {
                    int start = length + 1 - part.start();
                    return part.stop() < 0
                            ? new Part(start, -1, part.step())
                            : new Part(length + 1 - part.stop(), start, part.step());
                })
                .toList();
    }

    static String written(List<Part> parts) {
        return parts.isEmpty()
                ? "*"
                : parts.stream().map(Part::written).collect(Collectors.joining(","));
    }
}
