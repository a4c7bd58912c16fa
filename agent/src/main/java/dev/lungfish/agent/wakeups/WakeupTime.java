package dev.lungfish.agent.wakeups;

import dev.lungfish.core.time.WrittenDuration;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Times as written by people: `06:30`, the next such time; `+8h`, from now; or in ISO 8601,
/// `2026-01-01T06:30`, with or without `Z` or an offset.
public final class WakeupTime {
    private static final String FORM =
            "a time expected, like 06:30 (the next one), +8h (from now) or 2026-01-01T06:30";

    private WakeupTime() {}

    /// Parses a text.
    ///
    /// @param now with the time zone for a text without one
    /// @throws IllegalArgumentException if it is no time; the message says what was found and what
    ///   is expected
    public static Instant parse(String text, ZonedDateTime now) {
        String written = text.strip();
        if (written.startsWith("+")) {
            return later(text, written.substring(1), now);
        }
        List<Function<String, Instant>> forms =
                List.of(
                        clock -> next(LocalTime.parse(clock), now),
                        date -> LocalDateTime.parse(date).atZone(now.getZone()).toInstant(),
                        date -> OffsetDateTime.parse(date).toInstant());
        return forms.stream()
                .map(form -> understood(form, written))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + text + "' is no time: " + FORM));
    }

    private static Instant later(String text, String duration, ZonedDateTime now) {
        try {
            return now.toInstant().plus(WrittenDuration.parse(duration));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is later than can be counted", e);
        }
    }

    /// A time that is skipped by a change to summer time is as much later.
    private static Instant next(LocalTime time, ZonedDateTime now) {
        Instant today = now.toLocalDate().atTime(time).atZone(now.getZone()).toInstant();
        return today.isAfter(now.toInstant())
                ? today
                : now.toLocalDate().plusDays(1).atTime(time).atZone(now.getZone()).toInstant();
    }

    private static Optional<Instant> understood(Function<String, Instant> form, String text) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
