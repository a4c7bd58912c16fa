package dev.lungfish.core.time;

import java.time.Duration;

/// A duration as people say it: its two largest units, `3 h 10 min`, to the nearest second.
public final class SpokenDuration {
    private SpokenDuration() {}

    /// In words, without its sign.
    public static String of(Duration duration) {
        Duration length = duration.abs().plusMillis(500);
        if (length.toDays() > 0) {
            return two(length.toDays(), "d", length.toHoursPart(), "h");
        }
        if (length.toHours() > 0) {
            return two(length.toHours(), "h", length.toMinutesPart(), "min");
        }
        return length.toMinutes() > 0
                ? two(length.toMinutes(), "min", length.toSecondsPart(), "s")
                : length.toSeconds() + " s";
    }

    private static String two(long large, String largeUnit, int small, String smallUnit) {
        String first = large + " " + largeUnit;
        return small == 0 ? first : first + " " + small + " " + smallUnit;
    }
}
