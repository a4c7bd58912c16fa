package dev.lungfish.core.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/// A time as people read it: local, to the second, with the offset of its zone, `2026-11-30
/// 06:30:00 +01:00`; `UTC` where that is nothing.
public final class SpokenTime {
    private static final DateTimeFormatter FORM =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd HH:mm:ss ")
                    .appendOffset("+HH:MM", "UTC")
                    .toFormatter(Locale.ROOT);

    private static final Instant EARLIEST = Instant.ofEpochSecond(-62_135_596_800L);
    private static final Instant LATEST =
            LocalDateTime.of(9999, 12, 31, 0, 0).toInstant(ZoneOffset.UTC);

    private SpokenTime() {}

    /// In the time zone of this process.
    public static String of(Instant time) {
        return of(time, ZoneId.systemDefault());
    }

    /// In words.
    public static String of(Instant time, ZoneId zone) {
        return time.isBefore(EARLIEST) || time.isAfter(LATEST)
                ? time.toString() // no calendar of people reaches there
                : FORM.format(time.atZone(zone));
    }
}
