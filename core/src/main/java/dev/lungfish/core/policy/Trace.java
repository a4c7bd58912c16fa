package dev.lungfish.core.policy;

import dev.lungfish.core.policy.Situation.PowerSource;
import dev.lungfish.core.reason.Reason;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A recorded load: situations in the order of time. Its form is in `docs/policy.md`.
public final class Trace {
    private static final String AT = "at";
    private static final List<String> COLUMNS =
            List.of(
                    AT,
                    "load",
                    "guests",
                    "containers",
                    "sessions",
                    "power",
                    "temperature",
                    "blockers");

    private Trace() {}

    /// Understands a text.
    ///
    /// @return at least one situation
    /// @throws IllegalArgumentException that names the line and what is wrong there
    public static List<Situation> parse(String text) {
        List<Situation> situations = new ArrayList<>();
        List<String> columns = List.of();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                if (columns.isEmpty()) {
                    columns = columns(line);
                } else {
                    add(situations, situation(columns, line));
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
            }
        }
        if (situations.isEmpty()) {
            throw new IllegalArgumentException("no situation in it, only " + number + " lines");
        }
        return List.copyOf(situations);
    }

    private static List<String> columns(String line) {
        List<String> columns = cells(line);
        for (String column : columns) {
            if (!COLUMNS.contains(column)) {
                throw new IllegalArgumentException(
                        "unknown column '" + column + "', known are " + String.join(", ", COLUMNS));
            }
        }
        if (!columns.contains(AT)) {
            throw new IllegalArgumentException("the first line names the columns, 'at' among them");
        }
        return columns;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }

    private static void add(List<Situation> situations, Situation next) {
        if (!situations.isEmpty() && !next.at().isAfter(situations.getLast().at())) {
            throw new IllegalArgumentException(
                    next.at() + " does not lie after " + situations.getLast().at());
        }
        situations.add(next);
    }

    private static Situation situation(List<String> columns, String line) {
        List<String> cells = cells(line);
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    columns.size() + " values expected, found " + cells.size());
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            values.put(columns.get(i), cells.get(i));
        }
        return new Situation(
                at(values.getOrDefault(AT, "")),
                number(values, "load", 100),
                number(values, "guests", 100_000),
                number(values, "containers", 100_000),
                number(values, "sessions", 100_000),
                power(values.getOrDefault("power", "")),
                number(values, "temperature", 1000),
                blockers(values.getOrDefault("blockers", "")));
    }

    private static ZonedDateTime at(String text) {
        try {
            return ZonedDateTime.parse(text);
        } catch (DateTimeException _) {
            throw new IllegalArgumentException(
                    "a time like 2026-11-24T22:15:00+01:00 expected, found '" + text + "'");
        }
    }

    private static OptionalInt number(Map<String, String> values, String column, int most) {
        String text = values.getOrDefault(column, "");
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException _) {
            // Told below, with the same words as a number out of range.
        }
        throw new IllegalArgumentException(
                "'" + column + "' is a number up to " + most + ", found '" + text + "'");
    }

    private static Optional<PowerSource> power(String text) {
        return switch (text) {
            case "" -> Optional.empty();
            case "mains" -> Optional.of(PowerSource.MAINS);
            case "battery" -> Optional.of(PowerSource.BATTERY);
            default ->
                    throw new IllegalArgumentException(
                            "'power' is mains or battery, found '" + text + "'");
        };
    }

    private static List<Reason> blockers(String text) {
        return Arrays.stream(text.split(";", -1))
                .map(String::strip)
                .filter(blocker -> !blocker.isEmpty())
                .<Reason>map(PolicyReason.BlockerRecorded::new)
                .toList();
    }
}
