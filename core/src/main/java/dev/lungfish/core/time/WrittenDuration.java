package dev.lungfish.core.time;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them, with a unit to each number: `8h`, `90s`, `1h30min`, `2d`; or in
/// ISO 8601, `PT8H`. A number without its unit is refused, since one program's 60 is seconds and
/// another's is minutes.
public final class WrittenDuration {
    private static final Pattern BARE = Pattern.compile("[+-]?\\d+([.,]\\d+)?");
    private static final Pattern WHOLE = Pattern.compile("(\\d+\\s*[a-z]+\\s*)+");
    private static final Pattern PIECE = Pattern.compile("(\\d+)\\s*([a-z]+)\\s*");
    private static final String FORM = "a duration expected, like 8h, 90s, 1h30min or 2d";

    private WrittenDuration() {}

    /// Understands a text.
    ///
    /// @return never negative
    /// @throws IllegalArgumentException where it is no duration; the message says what was found
    ///   and what to write instead
    public static Duration parse(String text) {
        String written = text.strip();
        if (written.startsWith("-")) {
            throw new IllegalArgumentException("'" + text + "' is negative; " + FORM);
        }
        if (BARE.matcher(written).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' has no unit: say " + whole(written) + "s for seconds");
        }
        try {
            return written.startsWith("P") ? iso(written) : units(written);
        } catch (ArithmeticException _) {
            throw new IllegalArgumentException("'" + text + "' is longer than can be counted");
        }
    }

    private static String whole(String number) {
        return number.replaceFirst("^[+]", "").replaceFirst("[.,].*", "");
    }

    private static Duration iso(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative()) {
                throw new IllegalArgumentException("'" + text + "' is negative; " + FORM);
            }
            return duration;
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration of ISO 8601 like PT8H or PT1H30M; " + FORM);
        }
    }

    private static Duration units(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no duration; " + FORM);
        }
        Duration sum = Duration.ZERO;
        ChronoUnit before = ChronoUnit.FOREVER;
        Matcher piece = PIECE.matcher(text);
        while (piece.find()) {
            ChronoUnit unit = unit(piece.group(2), text);
            if (unit.getDuration().compareTo(before.getDuration()) >= 0) {
                throw new IllegalArgumentException(
                        "'" + text + "' has its units twice or not from large to small; " + FORM);
            }
            before = unit;
            sum = sum.plus(number(piece.group(1)), unit);
        }
        return sum;
    }

    private static ChronoUnit unit(String word, String text) {
        return switch (word) {
            case "d", "day", "days" -> ChronoUnit.DAYS;
            case "h", "hour", "hours" -> ChronoUnit.HOURS;
            case "m", "min", "minute", "minutes" -> ChronoUnit.MINUTES;
            case "s", "sec", "second", "seconds" -> ChronoUnit.SECONDS;
            case "ms" -> ChronoUnit.MILLIS;
            default ->
                    throw new IllegalArgumentException(
                            "no unit '" + word + "' in '" + text + "', known: d, h, min, s");
        };
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw new ArithmeticException(digits);
        }
    }
}
